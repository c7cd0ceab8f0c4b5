package io.routerly.wire.openai;

import io.routerly.chat.Losses;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the tools of a request. Takes them nested, as this format has them, flat, as in Responses,
 * and under their legacy name {@code functions}.
 */
final class ToolReader {
  private final FieldReader fields;
  private final Losses losses;

  ToolReader(FieldReader fields, Losses losses) {
    this.fields = fields;
    this.losses = losses;
  }

  Toolbox toolbox() {
    List<Tool> tools = new ArrayList<>();
    fields.objects("tools").forEach(tool -> tool(tool).ifPresent(tools::add));
    for (FieldReader function : fields.objects("functions")) {
      tools.add(function(function, Optional.empty()));
    }
    Optional<ToolChoice> choice = fields.value("tool_choice").flatMap(this::choice);
    Optional<ToolChoice> old = fields.value("function_call").flatMap(this::legacyChoice);
    return new Toolbox(tools, choice.or(() -> old), fields.bool("parallel_tool_calls"));
  }

  private Optional<Tool> tool(FieldReader tool) {
    String type = tool.string("type").orElse("function");
    return switch (type) {
      case "function" ->
          Optional.of(function(tool.object("function").orElse(tool), Optional.of(tool)));
      case "custom" -> Optional.of(custom(tool.object("custom").orElse(tool), tool));
      default -> {
        losses.drop("tools." + type);
        yield Optional.empty();
      }
    };
  }

  private Tool function(FieldReader function, Optional<FieldReader> around) {
    FieldReader outer = around.orElse(function);
    Tool tool =
        new Tool(
            Tool.Kind.FUNCTION,
            function.requireString("name"),
            function.string("description"),
            function.plainObject("parameters"),
            function.bool("strict"),
            Optional.empty(),
            CacheMarks.read(outer, losses).or(() -> CacheMarks.read(function, losses)));
    function.reportUnread(losses);
    outer.reportUnread(losses);
    return tool;
  }

  private Tool custom(FieldReader custom, FieldReader outer) {
    Tool tool =
        new Tool(
            Tool.Kind.CUSTOM,
            custom.requireString("name"),
            custom.string("description"),
            Optional.empty(),
            Optional.empty(),
            custom.plainObject("format").map(ToolReader::flat),
            CacheMarks.read(outer, losses));
    custom.reportUnread(losses);
    outer.reportUnread(losses);
    return tool;
  }

  /** Returns a grammar as Responses has it, with its fields beside its type. */
  private static JsonObject flat(JsonObject format) {
    if (!(format.get("grammar") instanceof JsonObject grammar)) {
      return format;
    }
    return Nodes.object().add("type", "grammar").addAll(Nodes.object(grammar)).build();
  }

  private Optional<ToolChoice> choice(JsonValue value) {
    if (value instanceof JsonString word) {
      return word(word.getString());
    }
    FieldReader choice = fields.object("tool_choice").orElseThrow();
    String type = choice.requireString("type");
    return switch (type) {
      case "function", "custom" -> Optional.of(new ToolChoice.Named(name(choice, type)));
      case "allowed_tools" -> Optional.of(allowed(choice.object("allowed_tools").orElse(choice)));
      default -> word(type);
    };
  }

  private Optional<ToolChoice> word(String word) {
    return switch (word) {
      case "auto" -> Optional.of(new ToolChoice.Auto());
      case "none" -> Optional.of(new ToolChoice.None());
      case "required", "any" -> Optional.of(new ToolChoice.Required());
      default -> {
        losses.drop("tool_choice." + word);
        yield Optional.empty();
      }
    };
  }

  private static String name(FieldReader choice, String type) {
    return choice.object(type).orElse(choice).requireString("name");
  }

  private static ToolChoice allowed(FieldReader allowed) {
    List<String> names = new ArrayList<>();
    for (FieldReader tool : allowed.objects("tools")) {
      names.add(name(tool, tool.string("type").orElse("function")));
    }
    return new ToolChoice.Allowed(
        names, allowed.string("mode").map("required"::equals).orElse(false));
  }

  private Optional<ToolChoice> legacyChoice(JsonValue value) {
    if (value instanceof JsonString word) {
      return word(word.getString());
    }
    FieldReader choice = fields.object("function_call").orElseThrow();
    return Optional.of(new ToolChoice.Named(choice.requireString("name")));
  }
}
