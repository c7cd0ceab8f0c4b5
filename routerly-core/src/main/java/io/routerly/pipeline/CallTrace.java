package io.routerly.pipeline;

import io.routerly.accounting.AttemptOutcome;
import io.routerly.chat.TokenUsage;
import io.routerly.dispatch.Attempt;
import io.routerly.domain.Money;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Failure;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.routing.Capability;
import io.routerly.routing.Decision;
import io.routerly.routing.Trace;
import io.routerly.wire.JsonConversation;
import io.routerly.wire.RequestFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one call, which grows until the call is over: it can be read from the decision on,
 * and is stored once, at its end. One owner thread.
 */
final class CallTrace {
  private final ProxyRequest request;
  private final TraceBook book;
  private final LongSupplier nanoTime;
  private final long startedAt;
  private @Nullable Trace trace;
  private int place;
  private boolean closed;

  /** Begins the trace of a call that is now to be decided on. */
  CallTrace(ProxyRequest request, TraceBook book, LongSupplier nanoTime) {
    this.request = request;
    this.book = book;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  /** Takes note of the decision. */
  void decided(Decision decision) {
    Trace begun = of(request, decision, nanoTime.getAsLong() - startedAt);
    place = book.put(begun);
    trace = begun;
  }

  /** Returns the trace of a call of which nothing but the decision is known. */
  static Trace of(ProxyRequest request, Decision decision, long nanos) {
    RequestFacts facts = request.facts();
    return new Trace(
        request.traceId(),
        request.timestamp(),
        new Trace.Asked(
            request.caller().project().id(),
            request.caller().token().id(),
            facts.model(),
            request.callType(),
            facts.stream(),
            Capability.names(
                JsonConversation.of(request.format(), request.body(), facts).features()),
            facts.inputTokens(),
            facts.maxOutputTokens()),
        Trace.Choice.of(
            request.caller().project(), ModelRouting.selection(request), decision, nanos),
        List.of());
  }

  /**
   * Takes note of an attempt that ended.
   *
   * @param cost what it cost, if that is known
   */
  void ended(
      Attempt attempt,
      AttemptOutcome outcome,
      Bookkeeping.Conclusion conclusion,
      Optional<Money> cost) {
    add(
        new Trace.Attempt(
            attempt.model().id(),
            attempt.key().name(),
            attempt.number(),
            attempt.isHedge(),
            offset(attempt.startedAt()),
            outcome.duration().toMillis(),
            outcome.timeToFirstByte().map(Duration::toMillis),
            conclusion.status(),
            conclusion.failure().map(Failure::code).orElse(Trace.SUCCESS),
            conclusion.failure().map(Failure::message).orElse(""),
            conclusion.providerStatus(),
            conclusion.retryAfter().map(Duration::toMillis),
            conclusion.ending(),
            new Trace.Use(tokens(outcome.usage()), outcome.estimated(), cost)));
  }

  private static Tokens tokens(TokenUsage usage) {
    return new Tokens(
        usage.inputTokens(),
        usage.outputTokens(),
        usage.cacheReadTokens(),
        usage.cacheWriteTokens(),
        usage.reasoningTokens());
  }

  /** Takes note of what was asked on behalf of the decision. */
  void asked(UsageRecord record) {
    add(Trace.Attempt.ofRouting(record));
  }

  /** Takes note of a model that was not asked when its turn came. */
  void passedOver(String modelId, String why) {
    add(Trace.Attempt.passedOver(modelId, offset(nanoTime.getAsLong()), why));
  }

  private long offset(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - startedAt);
  }

  private void add(Trace.Attempt attempt) {
    Trace before = trace;
    if (before != null) {
      List<Trace.Attempt> attempts = new ArrayList<>(before.attempts());
      attempts.add(attempt);
      Trace after = before.withAttempts(attempts);
      place = book.replace(place, before, after);
      trace = after;
    }
  }

  /** The call is over; what follows changes nothing. */
  void close() {
    Trace last = trace;
    if (!closed && last != null) {
      closed = true;
      book.store(last);
    }
  }
}
