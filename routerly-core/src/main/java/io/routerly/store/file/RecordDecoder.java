package io.routerly.store.file;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.domain.PriceCard;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Cost;
import io.routerly.domain.UsageRecord.Failure;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.domain.WireName;
import io.routerly.json.JsonFactories;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads usage records back, those of older installations with fewer fields included.
 *
 * <p>A record that has a cost but not its parts keeps the whole as the input's, with prices of
 * zero, so that its total stays right.
 */
final class RecordDecoder {
  private RecordDecoder() {}

  /** Returns the record between two offsets, or empty if that is no usage record. */
  static Optional<UsageRecord> decode(byte[] text, int from, int to) {
    try (JsonReader reader =
        JsonFactories.READERS.createReader(new ByteArrayInputStream(text, from, to - from))) {
      return Optional.of(record(reader.readObject()));
    } catch (JsonException
        | DateTimeException
        | ClassCastException
        | NullPointerException
        | ArithmeticException
        | UnsupportedOperationException // of the parser, for a number of very many digits
        | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static UsageRecord record(JsonObject json) {
    CallStatus status =
        constant(CallStatus.values(), json.getString("status", ""), CallStatus.ERROR);
    return new UsageRecord(
        json.getString("id"),
        OffsetDateTime.parse(json.getString("timestamp")).toInstant(),
        json.getString("projectId"),
        json.getString("projectSlug", ""),
        json.getString("tokenId", ""),
        json.getString("modelId"),
        json.getString("provider", ""),
        json.getString("requestedModel", ""),
        json.getInt("attempt", 1),
        json.getInt("calls", status == CallStatus.SUCCESS ? 1 : 0),
        json.getInt("count", 1),
        constant(CallType.values(), json.getString("callType", ""), CallType.CHAT),
        json.getBoolean("stream", false),
        tokens(json),
        json.getBoolean("estimated", false),
        cost(json),
        whole(json, "durationMs"),
        json.containsKey("ttftMs") ? Optional.of(whole(json, "ttftMs")) : Optional.empty(),
        status,
        Optional.ofNullable(json.getJsonObject("error")).map(RecordDecoder::failure),
        json.getString("traceId", ""));
  }

  private static Tokens tokens(JsonObject json) {
    return new Tokens(
        whole(json, "inputTokens"),
        whole(json, "outputTokens"),
        whole(json, "cacheTokens"),
        whole(json, "cacheWriteTokens"),
        whole(json, "reasoningTokens"));
  }

  private static Optional<Cost> cost(JsonObject json) {
    if (!(json.get("cost") instanceof JsonNumber total)) {
      return Optional.empty();
    }
    PriceCard prices = prices(json.getJsonObject("prices"));
    if (!json.containsKey("costInput")) {
      Money whole = new Money(total.bigDecimalValue());
      return Optional.of(new Cost(whole, Money.ZERO, Money.ZERO, Money.ZERO, prices));
    }
    return Optional.of(
        new Cost(
            new Money(decimal(json, "costInput")),
            new Money(decimal(json, "costCache")),
            new Money(decimal(json, "costCacheWrite")),
            new Money(decimal(json, "costOutput")),
            prices));
  }

  private static PriceCard prices(@Nullable JsonObject stored) {
    JsonObject json = stored == null ? JsonValue.EMPTY_JSON_OBJECT : stored;
    return new PriceCard(
        decimal(json, "inputPrice"),
        decimal(json, "cachePrice"),
        decimal(json, "cacheWritePrice"),
        decimal(json, "cacheWriteOneHourPrice"),
        decimal(json, "outputPrice"));
  }

  private static Failure failure(JsonObject json) {
    return new Failure(json.getString("code", ""), json.getString("message", ""));
  }

  private static long whole(JsonObject json, String name) {
    JsonNumber number = json.getJsonNumber(name);
    return number == null ? 0 : number.longValueExact();
  }

  private static BigDecimal decimal(JsonObject json, String name) {
    JsonNumber number = json.getJsonNumber(name);
    return number == null ? BigDecimal.ZERO : number.bigDecimalValue();
  }

  /** A name newer than this release must not hide the record. */
  private static <E extends Enum<E> & WireName> E constant(E[] values, String name, E fallback) {
    return Arrays.stream(values)
        .filter(value -> value.wireName().equals(name))
        .findFirst()
        .orElse(fallback);
  }
}
