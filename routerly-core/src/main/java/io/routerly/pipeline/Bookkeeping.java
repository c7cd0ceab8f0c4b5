package io.routerly.pipeline;

import io.routerly.accounting.Accountant;
import io.routerly.accounting.AttemptOutcome;
import io.routerly.accounting.CallInfo;
import io.routerly.budget.Reservation;
import io.routerly.chat.TokenUsage;
import io.routerly.dispatch.Attempt;
import io.routerly.dispatch.FailureKind;
import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Model;
import io.routerly.domain.Money;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Failure;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.AttemptEnd;
import io.routerly.health.Ending;
import io.routerly.health.OutcomeObserver;
import io.routerly.pipeline.UsageEstimate.Used;
import io.routerly.provider.ProviderRefusal;
import io.routerly.routing.Decision;
import io.routerly.wire.AnswerWatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private static final Set<Ending> OF_THE_PATH =
      Set.of(Ending.FAILURE, Ending.KEY_REFUSED, Ending.ONE_KEY_REFUSED);

  private final CallInfo call;
  private final Decision decision;
  private final Accountant accountant;
  private final CallTrace trace;
  private final Reservation reservation;
  private final UsageEstimate estimates;
  private final OutcomeObserver learning;
  private boolean counted;
  private boolean accounted;

  Bookkeeping(
      CallInfo call,
      Decision decision,
      Accountant accountant,
      CallTrace trace,
      Reservation reservation,
      UsageEstimate estimates,
      OutcomeObserver learning) {
    this.call = call;
    this.decision = decision;
    this.accountant = accountant;
    this.trace = trace;
    this.reservation = reservation;
    this.estimates = estimates;
    this.learning = learning;
  }

  /**
   * Ends the call if the decision left every model out.
   *
   * @throws GatewayException {@code no_model_available}, saying who left which model out and why
   */
  void requireRanked() {
    if (!decision.isEmpty()) {
      return;
    }
    trace.close();
    throw noneRanked(decision);
  }

  /** Takes note that no model answered, after all that were tried. */
  void unanswered() {
    trace.close();
  }

  /** Returns the refusal of a call that no model can serve. */
  static GatewayException noneRanked(Decision decision) {
    String reasons =
        decision.exclusions().stream()
            .map(out -> out.modelId() + " (" + out.by() + ": " + out.reason() + ")")
            .collect(Collectors.joining("; "));
    String message =
        reasons.isEmpty()
            ? "The project has no models: assign it some."
            : "No model can serve this request. Left out: " + reasons + ".";
    return decision
        .passesIn()
        .map(soonest -> GatewayException.retryLater(ErrorCode.NO_MODEL_AVAILABLE, message, soonest))
        .orElseGet(() -> new GatewayException(ErrorCode.NO_MODEL_AVAILABLE, message));
  }

  /**
   * Accounts an attempt that failed before anything reached the client, and charges what it used: a
   * provider may report usage and fail all the same, and one that nobody waited for, or that broke
   * off in the middle of its answer, is paid for as well.
   *
   * @param ending what it says of the model
   */
  void failed(Attempt attempt, GatewayException why, Optional<TokenUsage> usage, Ending ending) {
    boolean aborted = statusOf(why) == CallStatus.ABORTED;
    LOG.atLevel(aborted ? Level.DEBUG : Level.WARN)
        .log(
            "Call {}: {} failed at attempt {}: {}",
            call.traceId(),
            attempt.model().id(),
            attempt.number(),
            why.code().wireName());
    boolean estimated =
        usage.isEmpty()
            && estimates.isPaid()
            && (aborted ? attempt.requestSent() : hadBegunToAnswer(attempt, why));
    Used used =
        estimated ? estimates.unseen() : new Used(usage.orElse(TokenUsage.NONE), false, true);
    boolean charged = usage.isPresent() || estimated;
    Conclusion conclusion = Conclusion.of(why, ending);
    boolean ownsCall = charged && why.code() != ErrorCode.OVERTAKEN; // another one has the answer
    UsageRecord record = write(attempt, ownsCall, used, conclusion);
    if (charged) {
      reservation.charge(record);
    }
  }

  /** An error is an answer as well, which costs nothing. */
  private static boolean hadBegunToAnswer(Attempt attempt, GatewayException why) {
    return attempt.timeToFirstByte().isPresent() && !(why instanceof ProviderRefusal);
  }

  /** Accounts an answer that is complete, and ends what was reserved for it. */
  void completed(Attempt attempt, AnswerWatch watch) {
    account(attempt, estimates.complete(watch), Conclusion.SUCCESS);
  }

  /** Accounts an answer that broke off after a part of it had reached the client. */
  void brokeOff(Attempt attempt, AnswerWatch watch, GatewayException why) {
    account(attempt, estimates.brokenOff(watch), Conclusion.ofBreak(why));
  }

  /** The reservation ends whatever becomes of the record: nobody else would give it back. */
  private void account(Attempt attempt, Used used, Conclusion conclusion) {
    if (accounted) {
      return;
    }
    accounted = true;
    try {
      reservation.charge(write(attempt, estimates.isPaid(), used, conclusion));
    } finally {
      trace.close();
      reservation.end();
    }
  }

  /** The first attempt that is charged and was not overtaken counts the call. */
  private UsageRecord write(Attempt attempt, boolean ownsCall, Used used, Conclusion conclusion) {
    boolean countsCall = ownsCall && !counted;
    counted |= ownsCall;
    AttemptOutcome outcome =
        new AttemptOutcome(
            attempt.model(),
            attempt.number(),
            countsCall,
            used.tokens(),
            used.estimated(),
            used.known(),
            attempt.elapsed(),
            attempt.timeToFirstByte(),
            conclusion.status(),
            conclusion.failure());
    UsageRecord record = account(attempt, outcome, conclusion);
    learning.ended(
        new AttemptEnd(
            attempt.model(),
            attempt.key().id(),
            taught(conclusion),
            record,
            attempt.elapsed(),
            conclusion.retryAfter()));
    return record;
  }

  /** What passes through may ask for anything; a model need not have it, nor its key allow it. */
  private Ending taught(Conclusion conclusion) {
    boolean refused =
        call.callType() == CallType.PASSTHROUGH
            && OF_THE_PATH.contains(conclusion.ending())
            && conclusion.providerStatus().map(status -> status < 500).orElse(false);
    return refused ? Ending.REQUEST_REFUSED : conclusion.ending();
  }

  /** What cannot be recorded can be traced all the same. */
  private UsageRecord account(Attempt attempt, AttemptOutcome outcome, Conclusion conclusion) {
    Optional<Money> cost = Optional.empty();
    try {
      UsageRecord record = accountant.account(call, outcome);
      cost = record.cost().map(UsageRecord.Cost::total);
      return record;
    } finally {
      trace.ended(attempt, outcome, conclusion, cost);
    }
  }

  /** Notes in the trace that a model of the ranking was not asked. */
  void passedOver(Model model, String by, String reason) {
    trace.passedOver(model.id(), by + ": " + reason);
  }

  /** Notes in the trace what models were asked on behalf of the decision, and charges it. */
  void asked(List<UsageRecord> records) {
    for (UsageRecord record : records) {
      trace.asked(record);
      reservation.charge(record);
    }
  }

  static CallStatus statusOf(GatewayException why) {
    return switch (why.code()) {
      case CLIENT_GONE, OVERTAKEN -> CallStatus.ABORTED;
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

  /**
   * How an attempt ended.
   *
   * @param status for its record
   * @param failure why it failed
   * @param ending what it says of the model
   * @param providerStatus the HTTP status of a provider that refused
   * @param retryAfter how long the provider wants to be left alone
   */
  record Conclusion(
      CallStatus status,
      Optional<Failure> failure,
      Ending ending,
      Optional<Integer> providerStatus,
      Optional<Duration> retryAfter) {
    static final Conclusion SUCCESS =
        new Conclusion(
            CallStatus.SUCCESS,
            Optional.empty(),
            Ending.SUCCESS,
            Optional.empty(),
            Optional.empty());

    /** An answer that broke off: whatever its provider says of later calls is not known. */
    static Conclusion ofBreak(GatewayException why) {
      return of(why, FailureKind.of(why).ending(), Optional.empty());
    }

    /** An attempt that was refused or failed. */
    static Conclusion of(GatewayException why, Ending ending) {
      return of(why, ending, why.retryAfter());
    }

    private static Conclusion of(
        GatewayException why, Ending ending, Optional<Duration> retryAfter) {
      return new Conclusion(
          statusOf(why),
          Optional.of(failureOf(why)),
          ending,
          why instanceof ProviderRefusal refusal ? Optional.of(refusal.status()) : Optional.empty(),
          retryAfter);
    }
  }
}
