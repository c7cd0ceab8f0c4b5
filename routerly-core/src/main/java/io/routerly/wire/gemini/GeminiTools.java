package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.array;
import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
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
import java.util.List;

/**
 * Writes tools and how they may be used.
 *
 * <p>A tool that takes free text becomes a function with one text, {@value #FREE_TEXT}. Calls that
 * must follow the schema are what the mode {@code VALIDATED} promises, and {@code ANY} anyway.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/function-calling">function calling</a>
 */
final class GeminiTools {
  /** The parameter of a function that stands for a tool that takes free text. */
  static final String FREE_TEXT = FreeText.PARAMETER;

  private final ApiTraits traits;
  private final Losses losses;

  GeminiTools(ApiTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
  }

  /** Returns whether there are tools in the request as it is written. */
  boolean areIn(ChatRequest request) {
    return !request.toolbox().tools().isEmpty() && !isJsonWantedInstead(request);
  }

  void write(ChatRequest request, JsonObjectBuilder body) {
    Toolbox toolbox = request.toolbox();
    if (toolbox.tools().isEmpty()) {
      toolbox
          .choice()
          .filter(GeminiTools::demandsTools)
          .ifPresent(choice -> losses.drop(ChatField.TOOL_CHOICE));
    }
    if (!areIn(request)) {
      return;
    }
    if (!toolbox.parallel().orElse(true)) {
      losses.drop(ChatField.PARALLEL_TOOL_CALLS);
    }
    JsonArrayBuilder functions = array();
    toolbox.tools().forEach(tool -> functions.add(declare(tool)));
    body.add("tools", array().add(object().add("functionDeclarations", functions)));
    JsonObject calling = calling(toolbox);
    if (!calling.isEmpty()) {
      body.add("toolConfig", object().add("functionCallingConfig", calling));
    }
  }

  /** Models before Gemini 3 take tools or JSON mode; tools that may not be called give way. */
  private boolean isJsonWantedInstead(ChatRequest request) {
    return request.output().format().isPresent()
        && !traits.has(Quirk.THINKING_LEVELS)
        && request.toolbox().choice().filter(ToolChoice.None.class::isInstance).isPresent();
  }

  private static boolean demandsTools(ToolChoice choice) {
    return !(choice instanceof ToolChoice.Auto || choice instanceof ToolChoice.None);
  }

  private JsonObject declare(Tool tool) {
    if (tool.cache().isPresent()) {
      losses.drop(ChatField.CACHE_CONTROL);
    }
    JsonObjectBuilder function = object().add("name", GeminiNames.forProvider(tool.name()));
    if (tool.kind() == Tool.Kind.CUSTOM) {
      if (tool.format().filter(FreeText::isGrammar).isPresent()) {
        losses.drop(ChatField.CUSTOM_TOOLS);
      }
      function.add("description", FreeText.describe(tool));
      function.add("parameters", freeText());
    } else {
      tool.description().ifPresent(text -> function.add("description", text));
      tool.parameters()
          .ifPresent(schema -> GeminiSchema.parameters(schema).addTo(function, losses));
    }
    return function.build();
  }

  private static JsonObjectBuilder freeText() {
    return object()
        .add("type", "OBJECT")
        .add("properties", object().add(FREE_TEXT, text()))
        .add("required", array().add(FREE_TEXT));
  }

  private static JsonObjectBuilder text() {
    return object().add("type", "STRING").add("description", FreeText.PARAMETER_DESCRIPTION);
  }

  private JsonObject calling(Toolbox toolbox) {
    ToolChoice choice = toolbox.choice().orElse(null);
    if (choice instanceof ToolChoice.None) {
      return mode("NONE", List.of());
    }
    if (choice instanceof ToolChoice.Required) {
      return mode("ANY", List.of());
    }
    if (choice instanceof ToolChoice.Named named) {
      return mode("ANY", List.of(named.name()));
    }
    if (choice instanceof ToolChoice.Allowed allowed) {
      return mode(allowed.required() ? "ANY" : "VALIDATED", allowed.names());
    }
    if (toolbox.tools().stream().anyMatch(tool -> tool.strict().orElse(false))) {
      if (traits.has(Quirk.THINKING_LEVELS)) {
        return mode("VALIDATED", List.of());
      }
      losses.drop(ChatField.TOOL_STRICT);
    }
    return choice == null ? object().build() : mode("AUTO", List.of());
  }

  private static JsonObject mode(String mode, List<String> names) {
    JsonObjectBuilder calling = object().add("mode", mode);
    if (!names.isEmpty()) {
      List<String> fitted = names.stream().map(GeminiNames::forProvider).toList();
      calling.add("allowedFunctionNames", GeminiJson.strings(fitted));
    }
    return calling.build();
  }
}
