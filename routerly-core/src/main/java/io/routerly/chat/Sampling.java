package io.routerly.chat;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** How the next token is drawn; what is absent is left to the provider. */
public record Sampling(
    Optional<BigDecimal> temperature,
    Optional<BigDecimal> topP,
    OptionalLong topK,
    Optional<BigDecimal> frequencyPenalty,
    Optional<BigDecimal> presencePenalty,
    OptionalLong seed) {
  /** All is left to the provider. */
  public static final Sampling DEFAULT =
      new Sampling(
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty());
}
