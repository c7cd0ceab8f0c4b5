package io.routerly.testkit;

import io.routerly.testkit.wire.ApiError;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields that Gemini knows, in camel case and in snake case alike; it refuses others.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">the API reference</a>
 */
final class GeminiFields {
  private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");
  private static final Set<String> REQUEST =
      Set.of(
          "contents",
          "systemInstruction",
          "tools",
          "toolConfig",
          "safetySettings",
          "generationConfig",
          "cachedContent",
          "generateContentRequest",
          "store",
          "serviceTier");
  private static final Set<String> CONFIG =
      Set.of(
          "stopSequences",
          "responseMimeType",
          "responseSchema",
          "responseJsonSchema",
          "responseModalities",
          "candidateCount",
          "maxOutputTokens",
          "temperature",
          "topP",
          "topK",
          "seed",
          "presencePenalty",
          "frequencyPenalty",
          "responseLogprobs",
          "logprobs",
          "enableEnhancedCivicAnswers",
          "speechConfig",
          "thinkingConfig",
          "imageConfig",
          "mediaResolution");
  private static final Set<String> THINKING =
      Set.of("includeThoughts", "thinkingBudget", "thinkingLevel");
  private static final Set<String> CONTENT = Set.of("role", "parts");
  private static final Set<String> PART =
      Set.of(
          "text",
          "thought",
          "thoughtSignature",
          "inlineData",
          "fileData",
          "functionCall",
          "functionResponse",
          "executableCode",
          "codeExecutionResult",
          "toolCall",
          "toolResponse",
          "videoMetadata",
          "mediaResolution",
          "partMetadata");
  private static final Map<String, Set<String>> IN_PART =
      Map.of(
          "inlineData", Set.of("mimeType", "data", "displayName"),
          "fileData", Set.of("mimeType", "fileUri", "displayName"),
          "functionCall", Set.of("id", "name", "args"),
          "functionResponse",
              Set.of("id", "name", "response", "parts", "willContinue", "scheduling"));
  private static final Set<String> FUNCTION =
      Set.of(
          "name",
          "description",
          "behavior",
          "parameters",
          "parametersJsonSchema",
          "response",
          "responseJsonSchema");

  private GeminiFields() {}

  static void check(JsonObject body) {
    require(body, REQUEST);
    body.forEach(
        (name, value) -> {
          switch (camel(name)) {
            case "contents" -> each(value, GeminiFields::content);
            case "systemInstruction" -> content(value);
            case "tools" -> each(value, GeminiFields::tool);
            case "generationConfig" -> config(value);
            default -> {}
          }
        });
  }

  private static void config(JsonValue value) {
    JsonObject config = object(value);
    require(config, CONFIG);
    for (String name : new String[] {"thinkingConfig", "thinking_config"}) {
      if (config.containsKey(name)) {
        require(object(config.get(name)), THINKING);
      }
    }
  }

  private static void content(JsonValue value) {
    JsonObject content = object(value);
    require(content, CONTENT);
    each(content.get("parts"), GeminiFields::part);
  }

  private static void part(JsonValue value) {
    JsonObject part = object(value);
    require(part, PART);
    part.forEach(
        (name, inner) -> {
          Set<String> known = IN_PART.get(camel(name));
          if (known != null) {
            require(object(inner), known);
          }
        });
  }

  private static void tool(JsonValue value) {
    JsonObject tool = object(value);
    each(tool.get("functionDeclarations"), function -> require(object(function), FUNCTION));
    each(tool.get("function_declarations"), function -> require(object(function), FUNCTION));
  }

  private static void each(@Nullable JsonValue list, Consumer<JsonValue> check) {
    if (list instanceof JsonArray values) {
      values.forEach(check);
    }
  }

  private static JsonObject object(@Nullable JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new RefusedException(ApiError.of(400, "Proto field is not repeating, or no object."));
  }

  private static void require(JsonObject object, Set<String> known) {
    for (String name : object.keySet()) {
      if (!known.contains(camel(name))) {
        String text = "Invalid JSON payload received. Unknown name \"%s\": Cannot find field.";
        throw new RefusedException(ApiError.of(400, text.formatted(name)));
      }
    }
  }

  private static String camel(String name) {
    return UNDERSCORE.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }
}
