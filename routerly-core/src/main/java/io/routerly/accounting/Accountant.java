package io.routerly.accounting;

import io.routerly.chat.TokenUsage;
import io.routerly.domain.CallStatus;
import io.routerly.domain.Ids;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Cost;
import io.routerly.domain.UsageRecord.Failure;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.event.EventSink;
import io.routerly.event.GatewayEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one usage record per attempt, priced. Thread-safe. */
public final class Accountant {
  private static final Logger LOG = LoggerFactory.getLogger(Accountant.class);

  private final Ledger ledger;
  private final Ids ids;
  private final EventSink events;

  /** Models without prices, of which the log tells. */
  private final OncePerModel unpriced = new OncePerModel();

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
    if (record.unpriced()) {
      warn(record);
    }
    events.publish(new GatewayEvent.CallFinished(record));
    return record;
  }

  /** Once for each model: its price is missing, not that of the call. */
  private void warn(UsageRecord record) {
    if (record.tokens().total() > 0 && unpriced.isFirst(record.modelId())) {
      LOG.warn(
          "Model {} has no prices: what it uses is recorded as unpriced, and no budget on cost"
              + " counts it",
          record.modelId());
    }
  }

  /**
   * Forgets the models that there are no more: one that comes under an old name is a new one.
   *
   * @param modelIds those that there are
   */
  public void keepOnly(Set<String> modelIds) {
    unpriced.keepOnly(modelIds);
  }

  /**
   * Writes the record of calls that a budget refused.
   *
   * @param count how many it stands for
   * @throws io.routerly.error.GatewayException {@code usage_store_unavailable}
   */
  public void refused(CallInfo call, int count, Failure why) {
    UsageRecord record =
        new UsageRecord(
            ids.usage(call.timestamp()),
            call.timestamp(),
            call.project().id(),
            call.project().slug(),
            call.tokenId(),
            "",
            "",
            call.requestedModel(),
            0,
            0,
            count,
            call.callType(),
            call.stream(),
            Tokens.NONE,
            false,
            Optional.of(Cost.NOTHING),
            0,
            Optional.empty(),
            CallStatus.BUDGET_EXCEEDED,
            Optional.of(why),
            call.traceId());
    ledger.append(record);
    events.publish(new GatewayEvent.CallFinished(record));
  }

  private UsageRecord record(CallInfo call, AttemptOutcome outcome) {
    return new UsageRecord(
        ids.usage(call.timestamp()),
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
        outcome.known() ? Prices.costOf(outcome.model(), outcome.usage()) : Optional.empty(),
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
