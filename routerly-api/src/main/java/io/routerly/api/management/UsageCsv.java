package io.routerly.api.management;

import io.routerly.domain.PriceCard;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Cost;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Usage records as lines of CSV (RFC 4180), the fields in the order of the ledger's lines.
 *
 * <p>Spreadsheets take a text that begins like a formula for one, and clients choose some of the
 * texts; such a text gets an apostrophe before it. So does what stands behind a semicolon or a tab,
 * which separate cells in some countries, or at the start of a line, since quotes in the middle of
 * such a cell are taken as they stand.
 */
final class UsageCsv {
  static final String HEADER =
      "id,timestamp,projectId,projectSlug,tokenId,modelId,provider,requestedModel,attempt,calls,"
          + "count,callType,stream,inputTokens,outputTokens,cacheTokens,cacheWriteTokens,"
          + "reasoningTokens,totalTokens,estimated,unpriced,cost,costInput,costCache,"
          + "costCacheWrite,costOutput,inputPrice,cachePrice,cacheWritePrice,"
          + "cacheWriteOneHourPrice,outputPrice,durationMs,ttftMs,status,errorCode,errorMessage,"
          + "traceId\r\n";

  private static final String FORMULA_STARTS = "=+-@\t\r\n";
  private static final Pattern FORMULA_BEHIND = Pattern.compile("([;\t\r\n][ \"]*)(?=[=+@-])");

  private final StringBuilder line = new StringBuilder(512);

  private UsageCsv() {}

  /** Returns the record's line with its end. */
  static String line(UsageRecord record) {
    UsageCsv csv = new UsageCsv();
    csv.head(record);
    csv.tokens(record.tokens());
    csv.plain(record.estimated()).plain(record.unpriced());
    csv.cost(record.cost());
    csv.plain(record.durationMs()).plain(record.ttftMs().map(String::valueOf).orElse(""));
    csv.plain(record.status().wireName());
    csv.text(record.error().map(UsageRecord.Failure::code).orElse(""));
    csv.text(record.error().map(UsageRecord.Failure::message).orElse(""));
    csv.text(record.traceId());
    return csv.line.append("\r\n").toString();
  }

  private void head(UsageRecord record) {
    text(record.id()).plain(record.timestamp());
    text(record.projectId()).text(record.projectSlug()).text(record.tokenId());
    text(record.modelId()).text(record.provider()).text(record.requestedModel());
    plain(record.attempt()).plain(record.calls()).plain(record.count());
    plain(record.callType().wireName()).plain(record.stream());
  }

  private void tokens(UsageRecord.Tokens tokens) {
    plain(tokens.input()).plain(tokens.output()).plain(tokens.cacheRead());
    plain(tokens.cacheWrite()).plain(tokens.reasoning()).plain(tokens.total());
  }

  private void cost(Optional<Cost> cost) {
    amount(cost, priced -> priced.total().usd());
    amount(cost, priced -> priced.input().usd());
    amount(cost, priced -> priced.cacheRead().usd());
    amount(cost, priced -> priced.cacheWrite().usd());
    amount(cost, priced -> priced.output().usd());
    Optional<PriceCard> prices = cost.map(Cost::prices);
    amount(prices, PriceCard::input);
    amount(prices, PriceCard::cacheRead);
    amount(prices, PriceCard::cacheWrite);
    amount(prices, PriceCard::cacheWriteOneHour);
    amount(prices, PriceCard::output);
  }

  private <T> void amount(Optional<T> from, Function<T, BigDecimal> amount) {
    plain(from.map(amount).map(BigDecimal::toPlainString).orElse(""));
  }

  /** Adds what needs no quotes and is no formula. */
  private UsageCsv plain(Object value) {
    separate();
    line.append(value);
    return this;
  }

  private UsageCsv text(String value) {
    separate();
    boolean formula = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
    String inside = FORMULA_BEHIND.matcher(value).replaceAll("$1'");
    String safe = formula ? "'" + inside : inside;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    line.append(quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
    return this;
  }

  private void separate() {
    if (!line.isEmpty()) {
      line.append(',');
    }
  }
}
