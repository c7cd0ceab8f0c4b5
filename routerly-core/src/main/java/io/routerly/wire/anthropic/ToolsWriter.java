package io.routerly.wire.anthropic;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.FreeText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the tools of a request for a provider, and which of them are to be called. A model that
 * cannot be kept from thinking takes no order to call one.
 */
final class ToolsWriter {
  private final ApiTraits traits;
  private final Losses losses;
  private final List<JsonObject> tools = new ArrayList<>();
  private String choice = "";
  private String chosen = "";
  private boolean suggested;
  private boolean oneAtATime;

  ToolsWriter(ApiTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
  }

  /** Takes the client's tools. */
  void add(Toolbox toolbox) {
    Set<String> allowed = Set.of();
    if (toolbox.choice().orElse(new ToolChoice.Auto()) instanceof ToolChoice.Allowed only) {
      allowed = new HashSet<>(only.names());
      choice = allowed.isEmpty() ? "none" : only.required() ? "any" : "auto";
    }
    for (Tool tool : toolbox.tools()) {
      if (allowed.isEmpty() || allowed.contains(tool.name())) {
        tools.add(write(tool));
      }
    }
    oneAtATime = toolbox.parallel().map(parallel -> !parallel).orElse(false);
    toolbox.choice().ifPresent(this::choose);
  }

  private void choose(ToolChoice wanted) {
    if (wanted instanceof ToolChoice.Auto) {
      choice = "auto";
    } else if (wanted instanceof ToolChoice.None) {
      choice = "none";
    } else if (wanted instanceof ToolChoice.Required) {
      choice = "any";
    } else if (wanted instanceof ToolChoice.Named named) {
      choice = "tool";
      chosen = named.name();
    }
    boolean impossible = tools.isEmpty() || traits.has(Quirk.ALWAYS_THINKS);
    if (isForced() && impossible) {
      losses.drop(ChatField.TOOL_CHOICE);
      suggest();
    }
  }

  /**
   * Offers the tool that was to be called and no other, or all, and leaves the model the choice.
   */
  private void suggest() {
    suggested = !tools.isEmpty();
    if (choice.equals("tool") && tools.stream().anyMatch(this::isChosen)) {
      tools.removeIf(tool -> !isChosen(tool));
    }
    choice = "auto";
  }

  private boolean isChosen(JsonObject tool) {
    return tool.getString("name").equals(chosen);
  }

  /**
   * Lets the model answer in JSON through a tool, for an API without structured outputs. The
   * client's own wishes come first: where it forces a tool, that one is called and no other; where
   * it leaves the choice, the model calls one of its tools or answers in JSON; otherwise it answers
   * in JSON.
   *
   * @return whether the model can answer so
   */
  boolean answerThrough(ResponseFormat.JsonSchema schema) {
    if (suggested || (isForced() && !tools.isEmpty())) {
      return false;
    }
    boolean alone = tools.isEmpty() || choice.equals("none");
    if (traits.has(Quirk.ALWAYS_THINKS)) {
      losses.drop(ChatField.RESPONSE_SCHEMA); // asked for in words, but not enforced
      if (alone) {
        tools.clear();
      }
    }
    JsonObjectBuilder tool =
        Blocks.object()
            .add("name", Blocks.JSON_TOOL)
            .add("description", schema.description().orElse("Gives the final answer."))
            .add("input_schema", objectSchema(schema.schema()));
    tools.add(tool.build());
    chosen = alone ? Blocks.JSON_TOOL : "";
    choice = traits.has(Quirk.ALWAYS_THINKS) ? "auto" : alone ? "tool" : "any";
    return true;
  }

  /** Returns whether some tool has to be called, which models do not do while they think. */
  boolean isForced() {
    return choice.equals("any") || choice.equals("tool");
  }

  private JsonObject write(Tool tool) {
    JsonObjectBuilder written = Blocks.object().add("name", tool.name());
    if (tool.kind() == Tool.Kind.CUSTOM) {
      written.add("description", FreeText.describe(tool));
      tool.format()
          .filter(FreeText::isGrammar)
          .ifPresent(format -> losses.drop(ChatField.CUSTOM_TOOLS));
      written.add("input_schema", FREE_TEXT);
    } else {
      tool.description().ifPresent(description -> written.add("description", description));
      writeSchema(tool, written);
    }
    CacheMarks.write(tool.cache(), written);
    return written.build();
  }

  private void writeSchema(Tool tool, JsonObjectBuilder written) {
    JsonObject schema = objectSchema(tool.parameters().orElse(Blocks.object().build()));
    boolean strict = tool.strict().orElse(false);
    if (strict && traits.has(Quirk.NO_STRUCTURED_OUTPUT)) {
      losses.drop(ChatField.TOOL_STRICT);
    } else if (strict) {
      SchemaSubset subset = SchemaSubset.of(schema);
      if (subset.isLossy()) {
        losses.drop(ChatField.TOOL_SCHEMA);
      }
      written.add("input_schema", subset.schema()).add("strict", true);
      return;
    }
    written.add("input_schema", schema);
  }

  private static final JsonObject FREE_TEXT =
      Blocks.object()
          .add("type", "object")
          .add(
              "properties",
              Blocks.object()
                  .add(
                      Blocks.FREE_TEXT,
                      Blocks.object()
                          .add("type", "string")
                          .add("description", FreeText.PARAMETER_DESCRIPTION)))
          .add("required", Blocks.array().add(Blocks.FREE_TEXT))
          .build();

  /** The API wants a schema, and one of an object. */
  private static JsonObject objectSchema(JsonObject schema) {
    if (schema.containsKey("type")) {
      return schema;
    }
    JsonObjectBuilder typed = Blocks.object().add("type", "object");
    if (schema.isEmpty()) {
      typed.add("properties", Blocks.object());
    }
    schema.forEach(typed::add);
    return typed.build();
  }

  /** Adds {@code tools} and {@code tool_choice} to the body of a request. */
  void writeTo(JsonObjectBuilder body) {
    if (tools.isEmpty()) {
      return;
    }
    JsonArrayBuilder array = Blocks.array();
    tools.forEach(array::add);
    body.add("tools", array);
    choice().ifPresent(value -> body.add("tool_choice", value));
  }

  private Optional<JsonObject> choice() {
    if (choice.isEmpty() && !oneAtATime) {
      return Optional.empty();
    }
    JsonObjectBuilder value = Blocks.block(choice.isEmpty() ? "auto" : choice);
    if (choice.equals("tool")) {
      value.add("name", chosen);
    }
    if (oneAtATime && !choice.equals("none")) {
      value.add("disable_parallel_tool_use", true);
    }
    return Optional.of(value.build());
  }
}
