package io.routerly.wire.responses;

import io.routerly.chat.Losses;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the tools of a request, and how they may be used. One owner thread. */
final class ToolReader {
  private final DeclaredTools declared;
  private final Losses losses;
  private final Map<String, Tool> loaded = new LinkedHashMap<>();

  ToolReader(DeclaredTools declared, Losses losses) {
    this.declared = declared;
    this.losses = losses;
  }

  /** Reads the tools of a request; those that its conversation loaded follow. */
  Toolbox read(FieldReader body) {
    List<Tool> tools = new ArrayList<>(list(body));
    Set<String> names = tools.stream().map(Tool::name).collect(Collectors.toSet());
    loaded.values().stream().filter(tool -> names.add(tool.name())).forEach(tools::add);
    return new Toolbox(tools, choice(body), body.bool("parallel_tool_calls"));
  }

  /**
   * Reads the tools that an item loads.
   *
   * @return the names under which models call them
   */
  List<String> load(FieldReader item) {
    List<Tool> tools = list(item);
    tools.forEach(tool -> loaded.putIfAbsent(tool.name(), tool));
    return tools.stream().map(Tool::name).toList();
  }

  private List<Tool> list(FieldReader owner) {
    List<Tool> tools = new ArrayList<>();
    for (FieldReader tool : owner.objects("tools")) {
      if (tool.requireString("type").equals("namespace")) {
        namespace(tool, tools);
      } else {
        tool(tool, "").ifPresent(tools::add);
      }
    }
    return tools;
  }

  private void namespace(FieldReader namespace, List<Tool> tools) {
    String name = namespace.requireString("name");
    for (FieldReader tool : namespace.objects("tools")) {
      tool(tool, name).ifPresent(tools::add);
    }
    namespace.reportUnread(losses); // its description, which no other format has a place for
  }

  private Optional<Tool> tool(FieldReader tool, String namespace) {
    String type = tool.requireString("type");
    boolean search = namespace.isEmpty() && DeclaredTools.isClientsSearch(tool.object());
    if (!search && !Set.of("function", "custom").contains(type)) {
      losses.drop("tools." + type); // the provider runs it itself, and no other can
      return Optional.empty();
    }
    if (search) {
      tool.ignore("execution");
    } else if (!namespace.isEmpty()) {
      tool.ignore("defer_loading"); // Codex says so of all that it has, and all is shown at once
    }
    boolean function = !type.equals("custom");
    Optional<JsonObject> schema = function ? tool.plainObject("parameters") : Optional.empty();
    Tool read =
        new Tool(
            function ? Tool.Kind.FUNCTION : Tool.Kind.CUSTOM,
            search
                ? declared.searchName()
                : declared.calledName(namespace, tool.requireString("name")),
            tool.string("description"),
            schema,
            function && !search ? strict(tool, schema) : Optional.empty(),
            function ? Optional.empty() : format(tool),
            Optional.empty());
    tool.reportUnread(losses);
    return Optional.of(read);
  }

  /** Without a word of it, functions of this format are strict where their schema allows it. */
  private static Optional<Boolean> strict(FieldReader tool, Optional<JsonObject> schema) {
    return tool.bool("strict")
        .or(() -> schema.filter(StrictSchema::isClosed).map(closed -> Boolean.TRUE));
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
          case "function", "custom" -> Optional.of(new ToolChoice.Named(calledName(choice)));
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

  private String calledName(FieldReader reference) {
    return declared.calledName(
        reference.string("namespace").orElse(""), reference.requireString("name"));
  }

  private ToolChoice allowed(FieldReader choice) {
    List<String> names = new ArrayList<>();
    for (FieldReader tool : choice.objects("tools")) {
      String type = tool.string("type").orElse("type");
      if (tool.has("name") && !type.equals("namespace")) {
        names.add(calledName(tool));
      } else {
        losses.drop("tool_choice.tools." + type);
      }
    }
    return new ToolChoice.Allowed(names, choice.string("mode").orElse("").equals("required"));
  }
}
