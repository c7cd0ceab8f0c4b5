package io.routerly.store.file;

import io.routerly.domain.PriceCard;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Cost;
import io.routerly.domain.UsageRecord.Failure;
import io.routerly.domain.UsageRecord.Tokens;
import java.util.Optional;

/**
 * Writes usage records as JSON straight into bytes, because every proxied call writes one.
 *
 * <p>Fields stand in the order of {@code docs/reference/files.md}. Absent ones are left out, but
 * for {@code cost}, which is null where it is not known.
 */
final class RecordEncoder {
  /** What clients and providers say may be of any length, and no record may. */
  private static final int MAX_NAME_CHARS = 300;

  private static final int MAX_MESSAGE_CHARS = 4000;

  private RecordEncoder() {}

  static void encode(UsageRecord record, JsonBytes out) {
    head(record, out);
    tokens(record.tokens(), out);
    out.raw(",\"estimated\":").raw(record.estimated() ? "true" : "false");
    out.raw(",\"unpriced\":").raw(record.unpriced() ? "true" : "false");
    cost(record.cost(), out);
    out.raw(",\"durationMs\":").number(record.durationMs());
    record.ttftMs().ifPresent(ms -> out.raw(",\"ttftMs\":").number(ms));
    out.raw(",\"status\":").string(record.status().wireName());
    record.error().ifPresent(error -> error(error, out));
    out.raw(",\"traceId\":").string(record.traceId()).raw("}");
  }

  private static void head(UsageRecord record, JsonBytes out) {
    out.raw("{\"id\":").string(record.id());
    out.raw(",\"timestamp\":").string(record.timestamp().toString());
    out.raw(",\"projectId\":").string(record.projectId());
    out.raw(",\"projectSlug\":").string(record.projectSlug());
    out.raw(",\"tokenId\":").string(record.tokenId());
    out.raw(",\"modelId\":").string(record.modelId());
    out.raw(",\"provider\":").string(record.provider());
    out.raw(",\"requestedModel\":").string(cut(record.requestedModel(), MAX_NAME_CHARS));
    out.raw(",\"attempt\":").number(record.attempt());
    out.raw(",\"calls\":").number(record.calls());
    if (record.count() > 1) {
      out.raw(",\"count\":").number(record.count());
    }
    out.raw(",\"callType\":").string(record.callType().wireName());
    out.raw(",\"stream\":").raw(record.stream() ? "true" : "false");
  }

  private static void tokens(Tokens tokens, JsonBytes out) {
    out.raw(",\"inputTokens\":").number(tokens.input());
    out.raw(",\"outputTokens\":").number(tokens.output());
    out.raw(",\"cacheTokens\":").number(tokens.cacheRead());
    out.raw(",\"cacheWriteTokens\":").number(tokens.cacheWrite());
    out.raw(",\"reasoningTokens\":").number(tokens.reasoning());
    out.raw(",\"totalTokens\":").number(tokens.total());
  }

  private static void cost(Optional<Cost> priced, JsonBytes out) {
    if (priced.isEmpty()) {
      out.raw(",\"cost\":null");
      return;
    }
    Cost cost = priced.get();
    out.raw(",\"cost\":").number(cost.total().usd());
    out.raw(",\"costInput\":").number(cost.input().usd());
    out.raw(",\"costCache\":").number(cost.cacheRead().usd());
    out.raw(",\"costCacheWrite\":").number(cost.cacheWrite().usd());
    out.raw(",\"costOutput\":").number(cost.output().usd());
    prices(cost.prices(), out);
  }

  private static void prices(PriceCard prices, JsonBytes out) {
    out.raw(",\"prices\":{\"inputPrice\":").number(prices.input());
    out.raw(",\"cachePrice\":").number(prices.cacheRead());
    out.raw(",\"cacheWritePrice\":").number(prices.cacheWrite());
    out.raw(",\"cacheWriteOneHourPrice\":").number(prices.cacheWriteOneHour());
    out.raw(",\"outputPrice\":").number(prices.output()).raw("}");
  }

  private static void error(Failure error, JsonBytes out) {
    out.raw(",\"error\":{\"code\":").string(error.code());
    out.raw(",\"message\":").string(cut(error.message(), MAX_MESSAGE_CHARS)).raw("}");
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
