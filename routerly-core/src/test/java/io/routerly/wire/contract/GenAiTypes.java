package io.routerly.wire.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.genai.JsonSerializable;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerationConfig;
import com.google.genai.types.SafetySetting;
import com.google.genai.types.ServiceTier;
import com.google.genai.types.Tool;
import com.google.genai.types.ToolConfig;
import io.routerly.json.JsonFactories;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The types of Google's Gen AI SDK, read with less forgiveness than the SDK does: a field that they
 * do not know fails.
 */
public final class GenAiTypes {
  private static final ObjectMapper MAPPER =
      JsonSerializable.objectMapper()
          .copy()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final TypeReference<List<Content>> CONTENTS = new TypeReference<>() {};
  private static final TypeReference<GenerateContentConfig> CONFIG = new TypeReference<>() {};

  /**
   * What Google documents for a call that has no seal of its own, in base64's alphabet for URLs.
   */
  private static final String NO_SEAL = "skip_thought_signature_validator";

  private GenAiTypes() {}

  /**
   * Returns a request as the SDK has to spell it. Google's API takes bytes in both alphabets of
   * base64, the SDK knows the usual one alone.
   */
  static JsonObject spelt(JsonObject request) {
    return Json.raw(Json.text(request).replace(NO_SEAL, NO_SEAL.replace('_', '/'))).asJsonObject();
  }

  /**
   * Returns what is left of a request after each of its fields was read into the SDK's type of it
   * and written again, as {@link #plain} has it.
   *
   * @throws AssertionError if there is a field, at any depth, that the types do not know
   */
  public static JsonObject through(JsonObject request) {
    JsonObjectBuilder written = JsonFactories.BUILDERS.createObjectBuilder();
    request.forEach((name, value) -> written.add(name, Json.raw(write(read(value, typeOf(name))))));
    return plain(written.build()).asJsonObject();
  }

  private static TypeReference<?> typeOf(String field) {
    return switch (field) {
      case "contents" -> CONTENTS;
      case "systemInstruction" -> new TypeReference<Content>() {};
      case "tools" -> new TypeReference<List<Tool>>() {};
      case "toolConfig" -> new TypeReference<ToolConfig>() {};
      case "safetySettings" -> new TypeReference<List<SafetySetting>>() {};
      case "generationConfig" -> new TypeReference<GenerationConfig>() {};
      case "serviceTier" -> new TypeReference<ServiceTier>() {};
      default -> throw new AssertionError("The SDK knows no " + field);
    };
  }

  /** Returns the turns of a request, as an application hands them to the SDK. */
  static List<Content> contents(JsonObject request) {
    return read(request.getJsonArray("contents"), CONTENTS);
  }

  /** Returns the rest of a request, as an application hands it to the SDK: all on one level. */
  static GenerateContentConfig config(JsonObject request) {
    JsonObject rest = ProviderStream.without(request, "contents", "generationConfig");
    JsonObject flat = Json.merge(ProviderStream.object(request, "generationConfig"), rest);
    return read(flat, CONFIG);
  }

  private static <T> T read(JsonValue json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(Json.text(json), type);
    } catch (JsonProcessingException e) {
      throw new AssertionError("The SDK cannot read " + json, e);
    }
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a value in which numbers are equal if they are equally large. */
  public static JsonValue plain(JsonValue value) {
    if (value instanceof JsonObject object) {
      JsonObjectBuilder copy = JsonFactories.BUILDERS.createObjectBuilder();
      object.forEach((name, inner) -> copy.add(name, plain(inner)));
      return copy.build();
    }
    if (value instanceof JsonArray array) {
      JsonArrayBuilder copy = JsonFactories.BUILDERS.createArrayBuilder();
      array.forEach(inner -> copy.add(plain(inner)));
      return copy.build();
    }
    return number(value).<JsonValue>map(n -> Json.raw(n.toPlainString())).orElse(value);
  }

  private static Optional<BigDecimal> number(JsonValue value) {
    return value instanceof JsonNumber number
        ? Optional.of(number.bigDecimalValue().stripTrailingZeros())
        : Optional.empty();
  }
}
