package io.routerly.pipeline;

import io.routerly.accounting.AttemptOutcome;
import io.routerly.accounting.CallInfo;
import io.routerly.chat.TokenUsage;
import io.routerly.dispatch.Attempt;
import io.routerly.dispatch.AttemptGuard;
import io.routerly.dispatch.FailureKind;
import io.routerly.dispatch.Obstacle;
import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Model;
import io.routerly.domain.UsageRecord;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.AttemptEnd;
import io.routerly.health.Ending;
import io.routerly.pipeline.UsageEstimate.Used;
import io.routerly.secret.UsableKey;
import io.routerly.wire.AnswerWatch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes down what became of one question to one model: a usage record of type {@code routing}. One
 * owner thread.
 */
final class AskBooks implements AttemptGuard {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final ModelAsks asks;
  private final CallInfo call;
  private final UsageEstimate estimates;
  private final CallTraffic traffic;
  private final Consumer<UsageRecord> records;

  /**
   * @param request the client's call, on whose behalf the model is asked
   * @param bytes length of the question
   * @param traffic counts the question for the model that is asked
   * @param records is given the record of the question
   */
  AskBooks(
      ModelAsks asks,
      ProxyRequest request,
      Model model,
      int bytes,
      CallTraffic traffic,
      Consumer<UsageRecord> records) {
    this.asks = asks;
    this.call =
        new CallInfo(
            request.traceId(),
            request.timestamp(),
            request.caller().project(),
            request.caller().token().id(),
            model.id(),
            CallType.ROUTING,
            false);
    this.estimates = new UsageEstimate(bytes, UsageEstimate.Kind.PROMPT);
    this.traffic = traffic;
    this.records = records;
  }

  /**
   * Accounts what a model answered.
   *
   * @param useful whether it made sense
   */
  void answered(Attempt attempt, AnswerWatch watch, boolean useful) {
    Used used = estimates.complete(watch);
    UsageRecord record =
        write(
            attempt,
            used.tokens(),
            used.estimated(),
            useful ? Optional.empty() : Optional.of(nonsense()));
    ended(attempt, useful ? Ending.SUCCESS : Ending.FAILURE, record, Optional.empty());
  }

  private void ended(
      Attempt attempt, Ending ending, UsageRecord record, Optional<Duration> retryAfter) {
    AttemptEnd end =
        new AttemptEnd(
            attempt.model(), attempt.key().id(), ending, record, attempt.elapsed(), retryAfter);
    asks.ended(end);
    traffic.ended(end);
  }

  private static GatewayException nonsense() {
    return new GatewayException(
        ErrorCode.PROVIDER_BAD_RESPONSE, "The model's answer is not what was asked for.");
  }

  @Override
  public void failed(Attempt attempt, GatewayException why, Optional<TokenUsage> usage) {
    UsageRecord record = write(attempt, usage.orElse(TokenUsage.NONE), false, Optional.of(why));
    ended(attempt, FailureKind.of(why).ending(), record, why.retryAfter());
  }

  private UsageRecord write(
      Attempt attempt, TokenUsage used, boolean estimated, Optional<GatewayException> why) {
    UsageRecord record =
        asks.accountant()
            .account(
                call,
                new AttemptOutcome(
                    attempt.model(),
                    attempt.number(),
                    false,
                    used,
                    estimated,
                    true,
                    attempt.elapsed(),
                    attempt.timeToFirstByte(),
                    why.map(Bookkeeping::statusOf).orElse(CallStatus.SUCCESS),
                    why.map(Bookkeeping::failureOf)));
    records.accept(record);
    return record;
  }

  @Override
  public Optional<Obstacle> obstacle(Model model, boolean lastResort) {
    return Optional.empty();
  }

  /** A question is for one model. */
  @Override
  public void hedges() {}

  @Override
  public UsableKey begins(Model model) {
    traffic.begin(model);
    return asks.keyFor(model);
  }

  /** The next question gets it: this one has its time. */
  @Override
  public boolean hasAnotherKey(Model model) {
    return false;
  }

  @Override
  public void passedOver(Model model, Obstacle obstacle) {}

  @Override
  public boolean isTrial(Model model) {
    return false;
  }

  @Override
  public boolean isToBeWaitedFor(Model model) {
    return false;
  }

  @Override
  public boolean mayRepeat(Model model, Duration after) {
    return false;
  }

  @Override
  public Duration timeLeft() {
    return Duration.ZERO;
  }

  /** The question's time-outs bound its answer, which is none that streams. */
  @Override
  public Duration timeFor(Model model) {
    return LONGEST;
  }

  @Override
  public void notAsked(Model model, GatewayException why) {}

  @Override
  public void accepted(Model model) {}
}
