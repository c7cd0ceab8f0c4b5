package io.routerly.accounting;

import io.routerly.chat.TokenUsage;
import io.routerly.domain.Ids;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.event.EventSink;
import io.routerly.event.GatewayEvent;
import java.time.Duration;

/** Writes one usage record per attempt, priced. Thread-safe. */
public final class Accountant {
  private final Ledger ledger;
  private final Ids ids;
  private final EventSink events;

  public Accountant(Ledger ledger, Ids ids, EventSink events) {
    this.ledger = ledger;
    this.ids = ids;
    this.events = events;
  }

  /**
   * Prices the attempt and writes its record; when this returns, the record is in the ledger.
   *
   * @throws io.routerly.error.GatewayException {@code usage_store_unavailable}
   */
  public UsageRecord account(CallInfo call, AttemptOutcome outcome) {
    UsageRecord record = record(call, outcome);
    ledger.append(record);
    events.publish(new GatewayEvent.CallFinished(record));
    return record;
  }

  private UsageRecord record(CallInfo call, AttemptOutcome outcome) {
    return new UsageRecord(
        ids.usage(),
        call.timestamp(),
        call.project().id(),
        call.project().slug(),
        call.tokenId(),
        outcome.model().id(),
        outcome.model().provider(),
        call.requestedModel(),
        outcome.attempt(),
        outcome.countsCall() ? 1 : 0,
        1,
        call.callType(),
        call.stream(),
        tokens(outcome.usage()),
        outcome.estimated(),
        Prices.costOf(outcome.model(), outcome.usage()),
        outcome.duration().toMillis(),
        outcome.timeToFirstByte().map(Duration::toMillis),
        outcome.status(),
        outcome.failure(),
        call.traceId());
  }

  private static Tokens tokens(TokenUsage usage) {
    return new Tokens(
        usage.inputTokens(),
        usage.outputTokens(),
        usage.cacheReadTokens(),
        usage.cacheWriteTokens(),
        usage.reasoningTokens());
  }
}
