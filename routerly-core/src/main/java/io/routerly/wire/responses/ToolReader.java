package io.routerly.wire.responses;

import io.routerly.chat.Losses;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the tools of a request. */
final class ToolReader {
  private final Losses losses;

  ToolReader(Losses losses) {
    this.losses = losses;
  }

  Toolbox read(FieldReader body) {
    List<Tool> tools = new ArrayList<>();
    for (FieldReader tool : body.objects("tools")) {
      tool(tool).ifPresent(tools::add);
    }
    return new Toolbox(tools, choice(body), body.bool("parallel_tool_calls"));
  }

  private Optional<Tool> tool(FieldReader tool) {
    String type = tool.requireString("type");
    Tool.Kind kind;
    switch (type) {
      case "function" -> kind = Tool.Kind.FUNCTION;
      case "custom" -> kind = Tool.Kind.CUSTOM;
      default -> {
        losses.drop("tools." + type); // the provider runs it itself, and no other can
        return Optional.empty();
      }
    }
    boolean function = kind == Tool.Kind.FUNCTION;
    Optional<JsonObject> schema = function ? tool.plainObject("parameters") : Optional.empty();
    Tool read =
        new Tool(
            kind,
            tool.requireString("name"),
            tool.string("description"),
            schema,
            function ? strict(tool, schema) : Optional.empty(),
            function ? Optional.empty() : format(tool),
            Optional.empty());
    tool.reportUnread(losses);
    return Optional.of(read);
  }

  /** Without a word of it, functions of this format are strict where their schema allows it. */
  private static Optional<Boolean> strict(FieldReader tool, Optional<JsonObject> schema) {
    return tool.bool("strict")
        .or(() -> schema.filter(ToolReader::isClosed).map(closed -> Boolean.TRUE));
  }

  private static boolean isClosed(JsonObject schema) {
    if (!(schema.get("properties") instanceof JsonObject properties)) {
      return !schema.containsKey("properties");
    }
    Set<String> required =
        schema.get("required") instanceof JsonArray names
            ? names.stream()
                .filter(JsonString.class::isInstance)
                .map(name -> ((JsonString) name).getString())
                .collect(Collectors.toSet())
            : Set.of();
    return JsonValue.FALSE.equals(schema.get("additionalProperties"))
        && required.containsAll(properties.keySet())
        && properties.values().stream()
            .allMatch(value -> !(value instanceof JsonObject inner) || isClosed(inner));
  }

  private static Optional<JsonObject> format(FieldReader tool) {
    return tool.plainObject("format")
        .filter(format -> !"text".equals(format.getString("type", "")));
  }

  private Optional<ToolChoice> choice(FieldReader body) {
    Optional<JsonValue> said = body.value("tool_choice");
    if (said.isEmpty()) {
      return Optional.empty();
    }
    if (said.get() instanceof JsonString word) {
      return word(word.getString());
    }
    FieldReader choice = body.object("tool_choice").orElseThrow();
    String type = choice.requireString("type");
    Optional<ToolChoice> read =
        switch (type) {
          case "function", "custom" ->
              Optional.of(new ToolChoice.Named(choice.requireString("name")));
          case "allowed_tools" -> Optional.of(allowed(choice));
          default -> Optional.empty();
        };
    if (read.isPresent()) {
      choice.reportUnread(losses);
    } else {
      losses.drop("tool_choice." + type);
    }
    return read;
  }

  private Optional<ToolChoice> word(String word) {
    switch (word) {
      case "auto" -> {
        return Optional.of(new ToolChoice.Auto());
      }
      case "none" -> {
        return Optional.of(new ToolChoice.None());
      }
      case "required" -> {
        return Optional.of(new ToolChoice.Required());
      }
      default -> {
        losses.drop("tool_choice");
        return Optional.empty();
      }
    }
  }

  private ToolChoice allowed(FieldReader choice) {
    List<String> names = new ArrayList<>();
    for (FieldReader tool : choice.objects("tools")) {
      Optional<String> name = tool.string("name");
      if (name.isPresent()) {
        names.add(name.get());
      } else {
        losses.drop("tool_choice.tools." + tool.string("type").orElse("type"));
      }
    }
    return new ToolChoice.Allowed(names, choice.string("mode").orElse("").equals("required"));
  }
}
