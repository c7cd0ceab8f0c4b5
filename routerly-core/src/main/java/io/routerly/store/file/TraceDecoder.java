package io.routerly.store.file;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.Money;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.health.Ending;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.routing.Decision;
import io.routerly.routing.Exclusion;
import io.routerly.routing.Trace;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads traces back. A name that is newer than this release is taken for the most general one. */
final class TraceDecoder {
  private TraceDecoder() {}

  /** Returns the trace between two offsets, or empty if that is none. */
  static Optional<Trace> decode(byte[] text, int from, int to) {
    try {
      return Optional.of(trace(JsonTrees.object(text, from, to)));
    } catch (JsonSyntaxException
        | DateTimeException
        | ClassCastException
        | NullPointerException
        | ArithmeticException
        | UnsupportedOperationException // of the parser, for a number of very many digits
        | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Trace trace(JsonObject json) {
    return new Trace(
        json.getString("traceId"),
        Instant.parse(json.getString("timestamp")),
        asked(json),
        decision(json),
        each(json, "attempts", TraceDecoder::attempt));
  }

  private static Trace.Asked asked(JsonObject json) {
    return new Trace.Asked(
        json.getString("projectId"),
        json.getString("tokenId", ""),
        json.getString("requestedModel", ""),
        constant(CallType.values(), json.getString("callType", ""), CallType.CHAT),
        json.getBoolean("stream", false),
        json.getJsonArray("features").getValuesAs(JsonString::getString),
        whole(json, "inputTokens").orElse(0L),
        whole(json, "maxOutputTokens").map(OptionalLong::of).orElseGet(OptionalLong::empty));
  }

  private static Trace.Choice decision(JsonObject json) {
    return new Trace.Choice(
        constant(ModelSelection.values(), json.getString("selection", ""), ModelSelection.ROUTE),
        each(
            json,
            "policies",
            policy ->
                new Trace.Weight(
                    policy.getString("type"),
                    policy.getInt("weight"),
                    Optional.ofNullable(policy.getJsonString("abstained"))
                        .map(JsonString::getString))),
        each(json, "candidates", TraceDecoder::candidate),
        each(
            json,
            "exclusions",
            out ->
                new Exclusion(
                    out.getString("modelId"), out.getString("by"), out.getString("reason"))),
        Optional.ofNullable(json.getJsonString("keptOn")).map(JsonString::getString),
        whole(json, "decisionMicros").orElse(0L));
  }

  private static Decision.Rating candidate(JsonObject json) {
    Map<String, Double> scores = new LinkedHashMap<>();
    json.getJsonObject("scores")
        .forEach((policy, score) -> scores.put(policy, ((JsonNumber) score).doubleValue()));
    return new Decision.Rating(
        json.getString("modelId"),
        json.getJsonNumber("total").doubleValue(),
        scores,
        json.getBoolean("trial", false));
  }

  private static Trace.Attempt attempt(JsonObject json) {
    return new Trace.Attempt(
        json.getString("modelId"),
        json.getString("key", ""),
        json.getInt("number", 0),
        json.getBoolean("hedge", false),
        whole(json, "startMs").orElse(0L),
        whole(json, "durationMs").orElse(0L),
        whole(json, "ttftMs"),
        constant(CallStatus.values(), json.getString("status", ""), CallStatus.ERROR),
        json.getString("outcome", ""),
        json.getString("message", ""),
        whole(json, "providerStatus").map(Math::toIntExact),
        whole(json, "retryAfterMs"),
        constant(Ending.values(), json.getString("ending", ""), Ending.NOTHING),
        use(json));
  }

  private static Trace.Use use(JsonObject json) {
    return new Trace.Use(
        new Tokens(
            whole(json, "inputTokens").orElse(0L),
            whole(json, "outputTokens").orElse(0L),
            whole(json, "cacheTokens").orElse(0L),
            whole(json, "cacheWriteTokens").orElse(0L),
            whole(json, "reasoningTokens").orElse(0L)),
        json.getBoolean("estimated", false),
        Optional.ofNullable(json.getJsonNumber("cost"))
            .map(JsonNumber::bigDecimalValue)
            .map(Money::new));
  }

  private static <T> List<T> each(JsonObject json, String name, Function<JsonObject, T> read) {
    return json.getJsonArray(name).stream().map(JsonValue::asJsonObject).map(read).toList();
  }

  private static Optional<Long> whole(JsonObject json, String name) {
    return Optional.ofNullable(json.getJsonNumber(name)).map(JsonNumber::longValueExact);
  }

  private static <E extends Enum<E>> E constant(E[] values, String name, E otherwise) {
    return Arrays.stream(values)
        .filter(value -> value.name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(otherwise);
  }
}
