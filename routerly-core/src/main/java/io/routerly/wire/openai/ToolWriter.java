package io.routerly.wire.openai;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.FreeText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the tools of a request and how they may be used. */
final class ToolWriter {
  private static final ToolChoice AUTO = new ToolChoice.Auto();

  /** The arguments of a function that stands for a tool of free text. */
  private static final JsonObject FREE_TEXT =
      Nodes.object()
          .add("type", "object")
          .add("properties", Nodes.of(FreeText.PARAMETER, text()))
          .add("required", Nodes.array().add(FreeText.PARAMETER))
          .build();

  private static JsonObject text() {
    return Nodes.object()
        .add("type", "string")
        .add("description", FreeText.PARAMETER_DESCRIPTION)
        .build();
  }

  private final Toolbox toolbox;
  private final ApiTraits traits;
  private final Losses losses;
  private final Set<String> custom = new HashSet<>();

  ToolWriter(Toolbox toolbox, ApiTraits traits, Losses losses) {
    this.toolbox = toolbox;
    this.traits = traits;
    this.losses = losses;
  }

  /** Adds them to a request; an API refuses to be told of their use where there are none. */
  void writeTo(JsonObjectBuilder body) {
    List<Tool> offered = toolbox.tools().stream().filter(this::isOffered).toList();
    if (offered.isEmpty()) {
      if (toolbox.choice().filter(ToolWriter::demandsTools).isPresent()) {
        losses.drop(ChatField.TOOL_CHOICE);
      }
      return;
    }
    JsonArrayBuilder tools = Nodes.array();
    offered.forEach(tool -> tools.add(tool(tool)));
    body.add("tools", tools);
    toolbox.choice().ifPresent(choice -> body.add("tool_choice", choice(choice)));
    toolbox.parallel().ifPresent(parallel -> body.add("parallel_tool_calls", parallel));
  }

  /** Where an API has no choice among its tools, those that may not be called stay away. */
  private boolean isOffered(Tool tool) {
    return !traits.has(Quirk.NO_CUSTOM_TOOLS)
        || !(toolbox.choice().orElse(AUTO) instanceof ToolChoice.Allowed allowed)
        || allowed.names().isEmpty()
        || allowed.names().contains(tool.name());
  }

  private static boolean demandsTools(ToolChoice choice) {
    return !(choice instanceof ToolChoice.Auto || choice instanceof ToolChoice.None);
  }

  private JsonObject tool(Tool tool) {
    if (tool.cache().isPresent()) {
      losses.drop(ChatField.CACHE_CONTROL);
    }
    if (tool.kind() == Tool.Kind.FUNCTION) {
      return function(tool);
    }
    return traits.has(Quirk.NO_CUSTOM_TOOLS) ? freeText(tool) : custom(tool);
  }

  private static JsonObject function(Tool tool) {
    JsonObjectBuilder function = named(tool);
    tool.parameters().ifPresent(schema -> function.add("parameters", schema));
    tool.strict().ifPresent(strict -> function.add("strict", strict));
    return Nodes.typed("function", "function", function.build());
  }

  private JsonObject custom(Tool tool) {
    custom.add(tool.name());
    JsonObjectBuilder inner = named(tool);
    tool.format().ifPresent(format -> inner.add("format", nested(format)));
    return Nodes.typed("custom", "custom", inner.build());
  }

  /** A grammar is only told of then. */
  private JsonObject freeText(Tool tool) {
    if (tool.format().filter(FreeText::isGrammar).isPresent()) {
      losses.drop(ChatField.CUSTOM_TOOLS);
    }
    JsonObjectBuilder function =
        Nodes.object()
            .add("name", tool.name())
            .add("description", FreeText.describe(tool))
            .add("parameters", FREE_TEXT);
    return Nodes.typed("function", "function", function.build());
  }

  private static JsonObjectBuilder named(Tool tool) {
    JsonObjectBuilder named = Nodes.object().add("name", tool.name());
    tool.description().ifPresent(text -> named.add("description", text));
    return named;
  }

  /** Returns a grammar with its fields within {@code grammar}, as this format has them. */
  private static JsonObject nested(JsonObject format) {
    if (!format.getString("type", "").equals("grammar") || format.containsKey("grammar")) {
      return format;
    }
    return Nodes.typed("grammar", "grammar", Nodes.object(format).remove("type").build());
  }

  private JsonValue choice(ToolChoice choice) {
    if (choice instanceof ToolChoice.Named named) {
      return reference(named.name());
    } else if (choice instanceof ToolChoice.Allowed allowed && traits.has(Quirk.NO_CUSTOM_TOOLS)) {
      return choice(plain(allowed));
    } else if (choice instanceof ToolChoice.Allowed allowed) {
      JsonArrayBuilder tools = Nodes.array();
      allowed.names().forEach(name -> tools.add(reference(name)));
      return Nodes.typed(
          "allowed_tools",
          "allowed_tools",
          Nodes.object()
              .add("mode", allowed.required() ? "required" : "auto")
              .add("tools", tools)
              .build());
    } else if (choice instanceof ToolChoice.Required) {
      return Nodes.string(traits.has(Quirk.REQUIRED_IS_ANY) ? "any" : "required");
    }
    return Nodes.string(choice instanceof ToolChoice.None ? "none" : "auto");
  }

  private static ToolChoice plain(ToolChoice.Allowed allowed) {
    if (allowed.names().isEmpty()) {
      return new ToolChoice.None();
    }
    return allowed.required() ? new ToolChoice.Required() : AUTO;
  }

  private JsonObject reference(String name) {
    String type = custom.contains(name) ? "custom" : "function";
    return Nodes.typed(type, type, Nodes.object().add("name", name).build());
  }
}
