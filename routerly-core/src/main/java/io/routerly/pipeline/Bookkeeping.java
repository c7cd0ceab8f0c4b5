package io.routerly.pipeline;

import io.routerly.accounting.Accountant;
import io.routerly.accounting.AttemptOutcome;
import io.routerly.accounting.CallInfo;
import io.routerly.budget.Reservation;
import io.routerly.chat.TokenUsage;
import io.routerly.dispatch.Attempt;
import io.routerly.dispatch.FailureKind;
import io.routerly.domain.CallStatus;
import io.routerly.domain.Model;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Failure;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.AttemptEnd;
import io.routerly.health.Ending;
import io.routerly.health.OutcomeObserver;
import io.routerly.provider.ProviderRefusal;
import io.routerly.routing.Decision;
import io.routerly.routing.Trace;
import io.routerly.routing.TraceLog;
import io.routerly.wire.AnswerWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes down what became of the attempts of one call: a usage record each, and the call's trace.
 *
 * <p>The last attempt is accounted exactly once, whatever happens after. One owner thread.
 */
final class Bookkeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Bookkeeping.class);

  private final CallInfo call;
  private final Decision decision;
  private final Accountant accountant;
  private final TraceLog traces;
  private final Reservation reservation;
  private final UsageEstimate estimates;
  private final OutcomeObserver learning;
  private final List<Trace.Attempt> attempts = new ArrayList<>(2);
  private boolean accounted;

  Bookkeeping(
      CallInfo call,
      Decision decision,
      Accountant accountant,
      TraceLog traces,
      Reservation reservation,
      UsageEstimate estimates,
      OutcomeObserver learning) {
    this.call = call;
    this.decision = decision;
    this.accountant = accountant;
    this.traces = traces;
    this.reservation = reservation;
    this.estimates = estimates;
    this.learning = learning;
  }

  /**
   * Keeps the decision for whoever asks about it, and ends the call if it left every model out.
   *
   * @throws GatewayException {@code no_model_available}, saying who left which model out and why
   */
  void requireRanked() {
    if (!decision.isEmpty()) {
      return;
    }
    traces.put(trace());
    throw noneRanked(decision);
  }

  /** Returns the refusal of a call that no model can serve. */
  static GatewayException noneRanked(Decision decision) {
    String reasons =
        decision.exclusions().stream()
            .map(out -> out.modelId() + " (" + out.by() + ": " + out.reason() + ")")
            .collect(Collectors.joining("; "));
    return new GatewayException(
        ErrorCode.NO_MODEL_AVAILABLE,
        reasons.isEmpty()
            ? "The project has no models: assign it some."
            : "No model can serve this request. Left out: " + reasons + ".");
  }

  /**
   * Accounts an attempt that failed before anything reached the client, and charges what it used: a
   * provider may report usage and fail all the same, and one that a client left is asked and paid
   * for.
   */
  void failed(Attempt attempt, GatewayException why, Optional<TokenUsage> usage) {
    boolean gone = why.code() == ErrorCode.CLIENT_GONE;
    LOG.atLevel(gone ? Level.DEBUG : Level.WARN)
        .log(
            "Call {}: {} failed at attempt {}: {}",
            call.traceId(),
            attempt.model().id(),
            attempt.number(),
            why.code().wireName());
    boolean estimated = gone && usage.isEmpty() && attempt.requestSent();
    TokenUsage used = estimated ? estimates.of(usage, 0) : usage.orElse(TokenUsage.NONE);
    UsageRecord record =
        write(attempt, used, estimated, statusOf(why), Optional.of(failureOf(why)));
    learn(attempt, record, FailureKind.of(why).ending(), why.retryAfter());
    if (usage.isPresent() || estimated) {
      reservation.charge(record);
    }
  }

  /** Accounts an answer that is complete, and ends what was reserved for it. */
  void completed(Attempt attempt, AnswerWatch watch) {
    boolean estimated = watch.usage().isEmpty() && estimates.arePossible();
    TokenUsage used =
        estimated
            ? estimates.of(watch.usage(), watch.generatedCharacters())
            : watch.usage().orElse(TokenUsage.NONE);
    account(
        attempt,
        used,
        estimated || watch.usageInDoubt(),
        CallStatus.SUCCESS,
        Optional.empty(),
        Ending.SUCCESS);
  }

  /** Accounts an answer that broke off after a part of it had reached the client. */
  void brokeOff(Attempt attempt, AnswerWatch watch, GatewayException why) {
    account(
        attempt,
        estimates.of(watch.usage(), watch.generatedCharacters()),
        estimates.arePossible() || watch.usage().isPresent(),
        statusOf(why),
        Optional.of(failureOf(why)),
        FailureKind.of(why).ending());
  }

  /** The reservation ends whatever becomes of the record: nobody else would give it back. */
  private void account(
      Attempt attempt,
      TokenUsage used,
      boolean estimated,
      CallStatus status,
      Optional<Failure> failure,
      Ending ending) {
    if (accounted) {
      return;
    }
    accounted = true;
    try {
      UsageRecord record = write(attempt, used, estimated, status, failure);
      learn(attempt, record, ending, Optional.empty());
      reservation.charge(record);
    } finally {
      reservation.end();
    }
  }

  private UsageRecord write(
      Attempt attempt,
      TokenUsage usage,
      boolean estimated,
      CallStatus status,
      Optional<Failure> failure) {
    AttemptOutcome outcome =
        new AttemptOutcome(
            attempt.model(),
            attempt.number(),
            usage,
            estimated,
            attempt.elapsed(),
            attempt.timeToFirstByte(),
            status,
            failure);
    attempts.add(
        new Trace.Attempt(
            attempt.model().id(),
            failure.map(Failure::code).orElse("success"),
            failure.map(Failure::message).orElse(""),
            outcome.duration().toMillis()));
    traces.put(trace());
    return accountant.account(call, outcome);
  }

  private void learn(
      Attempt attempt, UsageRecord record, Ending ending, Optional<Duration> retryAfter) {
    learning.ended(new AttemptEnd(attempt.model(), ending, record, retryAfter));
  }

  /** Notes in the trace that a model of the ranking was not asked. */
  void passedOver(Model model, String by, String reason) {
    attempts.add(new Trace.Attempt(model.id(), Trace.PASSED_OVER, by + ": " + reason, 0));
    traces.put(trace());
  }

  /** Notes in the trace what models were asked on behalf of the decision, and charges it. */
  void asked(List<UsageRecord> records) {
    for (UsageRecord record : records) {
      String how = record.error().map(why -> why.code() + ": " + why.message()).orElse("success");
      attempts.add(new Trace.Attempt(record.modelId(), Trace.ROUTING, how, record.durationMs()));
      reservation.charge(record);
    }
  }

  private Trace trace() {
    return new Trace(
        call.traceId(),
        call.timestamp(),
        call.project().id(),
        call.requestedModel(),
        decision,
        attempts);
  }

  static CallStatus statusOf(GatewayException why) {
    return switch (why.code()) {
      case CLIENT_GONE -> CallStatus.ABORTED;
      case PROVIDER_TIMEOUT -> CallStatus.TIMEOUT;
      default -> CallStatus.ERROR;
    };
  }

  static Failure failureOf(GatewayException why) {
    String message =
        why instanceof ProviderRefusal refusal
            ? refusal.status() + ": " + refusal.sentence()
            : why.sentence();
    return new Failure(why.code().wireName(), message);
  }
}
