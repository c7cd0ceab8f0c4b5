package io.routerly.api.management;

import io.routerly.domain.Money;
import io.routerly.error.GatewayException;
import io.routerly.pipeline.ModelTrial;
import io.routerly.routing.Trace;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Whether a model answers.
 *
 * @param ok whether it did
 * @param traceId of the call that was made
 * @param durationMs how long the provider took, in milliseconds; absent if it was not asked
 * @param inputTokens tokens of the prompt
 * @param outputTokens tokens of the answer
 * @param cost what it cost, in US dollars; absent for a model without prices
 * @param error why there is no answer; absent if there is one
 */
public record ModelTestView(
    boolean ok,
    String traceId,
    Optional<Long> durationMs,
    Optional<Long> inputTokens,
    Optional<Long> outputTokens,
    Optional<BigDecimal> cost,
    Optional<Reason> error) {
  /**
   * Why a model did not answer.
   *
   * @param code a code such as calls are told, like {@code provider_timeout}
   * @param message a sentence without secrets
   * @param providerStatus the HTTP status of a provider that refused
   */
  public record Reason(String code, String message, Optional<Integer> providerStatus) {
    private static Reason of(GatewayException why, Optional<Integer> providerStatus) {
      return new Reason(why.code().wireName(), why.sentence(), providerStatus);
    }
  }

  static ModelTestView of(ModelTrial.Outcome outcome) {
    Optional<Trace.Attempt> attempt = outcome.attempt();
    return new ModelTestView(
        outcome.failure().isEmpty(),
        outcome.traceId(),
        attempt.map(Trace.Attempt::durationMs),
        attempt.map(made -> made.use().tokens().input()),
        attempt.map(made -> made.use().tokens().output()),
        attempt.flatMap(made -> made.use().cost()).map(Money::usd),
        outcome
            .failure()
            .map(why -> Reason.of(why, attempt.flatMap(Trace.Attempt::providerStatus))));
  }
}
