package io.routerly.wire.openai;

import io.routerly.chat.CallOptions;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.chat.OutputRules;
import io.routerly.chat.ResponseFormat;
import io.routerly.chat.Sampling;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads a client's request. */
final class RequestReader {
  private static final int MOST = 1_000;

  private final FieldReader fields;
  private final Losses losses;

  RequestReader(JsonObject body, Losses losses) {
    this.fields = FieldReader.ofRequest(HybridRequest.plain(body, losses));
    this.losses = losses;
  }

  ChatRequest read() {
    String model = fields.requireString("model");
    if (!fields.has("messages")) {
      throw fields.invalid("messages", "an array");
    }
    ChatRequest request =
        new ChatRequest(
            model,
            new ConversationReader(losses).read(fields.objects("messages")),
            new ToolReader(fields, losses).toolbox(),
            sampling(),
            output(),
            new ReasoningReader(fields, losses).read(),
            options(),
            fields.bool("stream").orElse(false));
    fields.object("stream_options").ifPresent(this::streamOptions);
    Defaults.ignoreOnly(fields, "modalities", "text");
    Defaults.ignoreEmpty(fields, "logit_bias", "audio", "prediction", "functions");
    fields.reportUnread(losses);
    return request;
  }

  /** Usage is always told and the padding is always left out, whatever a client wishes. */
  private void streamOptions(FieldReader wishes) {
    wishes.ignore("include_usage", "include_obfuscation");
    wishes.reportUnread(losses);
  }

  private Sampling sampling() {
    OptionalLong topK = fields.whole("top_k");
    return new Sampling(
        fields.number("temperature"),
        fields.number("top_p"),
        topK.orElse(0) > 0 ? topK : OptionalLong.empty(), // servers that take it: 0 and -1 are off
        penalty("frequency_penalty"),
        penalty("presence_penalty"),
        fields.whole("seed"));
  }

  private Optional<BigDecimal> penalty(String name) {
    return fields.number(name).filter(value -> value.signum() != 0);
  }

  private OutputRules output() {
    return new OutputRules(
        maxTokens(),
        stop(),
        count("n").orElse(1),
        fields.object("response_format").flatMap(this::format),
        fields.string("verbosity"),
        fields.bool("logprobs").orElse(false),
        count("top_logprobs"));
  }

  private OptionalLong maxTokens() {
    OptionalLong old = fields.whole("max_tokens");
    OptionalLong present = fields.whole("max_completion_tokens");
    OptionalLong most = present.isPresent() ? present : old;
    return most.orElse(-1) < 0 ? OptionalLong.empty() : most; // some clients say -1 for no limit
  }

  private List<String> stop() {
    JsonValue stop = fields.value("stop").orElse(JsonValue.EMPTY_JSON_ARRAY);
    return stop instanceof JsonString one ? List.of(one.getString()) : fields.strings("stop");
  }

  private OptionalInt count(String name) {
    OptionalLong value = fields.whole(name);
    if (value.isPresent() && (value.getAsLong() < 0 || value.getAsLong() > MOST)) {
      throw fields.invalid(name, "a number from 0 to " + MOST);
    }
    return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
  }

  private Optional<ResponseFormat> format(FieldReader format) {
    String type = format.requireString("type");
    Optional<ResponseFormat> read =
        switch (type) {
          case "text" -> Optional.empty();
          case "json_object" -> Optional.of(new ResponseFormat.AnyJson());
          case "json_schema" -> Optional.of(schema(format.object("json_schema").orElse(format)));
          default -> {
            losses.drop("response_format." + type);
            yield Optional.empty();
          }
        };
    format.reportUnread(losses);
    return read;
  }

  private ResponseFormat schema(FieldReader schema) {
    ResponseFormat read =
        new ResponseFormat.JsonSchema(
            schema.string("name").orElse("response"),
            schema.string("description"),
            schema.plainObject("schema").orElse(JsonValue.EMPTY_JSON_OBJECT),
            schema.bool("strict"));
    schema.reportUnread(losses);
    return read;
  }

  private CallOptions options() {
    return new CallOptions(
        user(),
        metadata(),
        fields.string("service_tier").filter(tier -> !tier.equals("auto")),
        fields.string("prompt_cache_key"),
        fields.string("prompt_cache_retention"),
        fields.bool("store"),
        Optional.empty());
  }

  /** The older name and the newer one say the same. */
  private Optional<String> user() {
    Optional<String> user = fields.string("user");
    Optional<String> identifier = fields.string("safety_identifier");
    if (user.isPresent() && identifier.isPresent() && !user.equals(identifier)) {
      losses.drop("safety_identifier");
    }
    return user.or(() -> identifier);
  }

  private Map<String, String> metadata() {
    Map<String, String> notes = new LinkedHashMap<>();
    fields
        .plainObject("metadata")
        .ifPresent(given -> given.forEach((name, value) -> notes.put(name, note(name, value))));
    return notes;
  }

  private String note(String name, JsonValue value) {
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw fields.invalid("metadata." + name, "a string");
  }
}
