package io.routerly.wire.responses;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the tools of a request. */
final class ToolWriter {
  private final Toolbox toolbox;
  private final Losses losses;
  private final Set<String> customNames;

  ToolWriter(Toolbox toolbox, Losses losses) {
    this.toolbox = toolbox;
    this.losses = losses;
    this.customNames =
        toolbox.tools().stream()
            .filter(tool -> tool.kind() == Tool.Kind.CUSTOM)
            .map(Tool::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  void write(TraitedBody body) {
    if (!toolbox.tools().isEmpty()) {
      JsonArrayBuilder tools = Trees.array();
      toolbox.tools().forEach(tool -> tools.add(tool(tool)));
      body.put("tools", tools.build(), ChatField.TOOLS);
    }
    if (toolbox.tools().isEmpty()) {
      toolbox
          .choice()
          .filter(ToolWriter::demandsTools)
          .ifPresent(choice -> losses.drop(ChatField.TOOL_CHOICE));
      return; // the API refuses to be told of their use where there are none
    }
    toolbox.choice().ifPresent(choice -> choice(choice, body));
    toolbox
        .parallel()
        .ifPresent(
            parallel -> {
              if (parallel) {
                body.put("parallel_tool_calls", true); // no loss: the default
              } else {
                body.put("parallel_tool_calls", false, ChatField.PARALLEL_TOOL_CALLS);
              }
            });
  }

  private static boolean demandsTools(ToolChoice choice) {
    return !(choice instanceof ToolChoice.Auto || choice instanceof ToolChoice.None);
  }

  private JsonObject tool(Tool tool) {
    if (tool.cache().isPresent()) {
      losses.drop(ChatField.CACHE_CONTROL);
    }
    boolean custom = tool.kind() == Tool.Kind.CUSTOM;
    JsonObjectBuilder item = Trees.typed(custom ? "custom" : "function").add("name", tool.name());
    tool.description().ifPresent(text -> item.add("description", text));
    if (custom) {
      tool.format().ifPresent(format -> item.add("format", flat(format)));
    } else {
      tool.parameters()
          .ifPresentOrElse(
              schema -> item.add("parameters", schema), () -> item.addNull("parameters"));
      // Functions of this API are strict unless they say otherwise; those of all others are not.
      item.add("strict", tool.strict().orElse(false));
    }
    return item.build();
  }

  /**
   * Returns a grammar as this API spells it; Chat Completions puts it into an object of its own.
   */
  private static JsonObject flat(JsonObject format) {
    if (!(format.get("grammar") instanceof JsonObject grammar)) {
      return format;
    }
    JsonObjectBuilder flat = Trees.object();
    format.forEach(
        (field, value) -> {
          if (!field.equals("grammar")) {
            flat.add(field, value);
          }
        });
    grammar.forEach(flat::add);
    return flat.build();
  }

  private void choice(ToolChoice choice, TraitedBody body) {
    if (choice instanceof ToolChoice.Auto) {
      body.put("tool_choice", "auto");
    } else if (choice instanceof ToolChoice.None) {
      body.put("tool_choice", "none", ChatField.TOOL_CHOICE);
    } else if (choice instanceof ToolChoice.Required) {
      body.put("tool_choice", "required", ChatField.TOOL_CHOICE);
    } else if (choice instanceof ToolChoice.Named named) {
      body.put("tool_choice", named(named.name()), ChatField.TOOL_CHOICE);
    } else if (choice instanceof ToolChoice.Allowed allowed) {
      body.put("tool_choice", allowed(allowed), ChatField.TOOL_CHOICE);
    }
  }

  private JsonValue allowed(ToolChoice.Allowed allowed) {
    JsonArrayBuilder tools = Trees.array();
    allowed.names().forEach(name -> tools.add(named(name)));
    return Trees.typed("allowed_tools")
        .add("mode", allowed.required() ? "required" : "auto")
        .add("tools", tools)
        .build();
  }

  private JsonObject named(String name) {
    return Trees.typed(customNames.contains(name) ? "custom" : "function")
        .add("name", name)
        .build();
  }
}
