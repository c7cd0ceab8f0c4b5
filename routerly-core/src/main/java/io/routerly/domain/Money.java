package io.routerly.domain;

import java.math.BigDecimal;

/**
 * An exact amount of US dollars; nothing is rounded.
 *
 * @param usd the amount, never negative
 */
public record Money(BigDecimal usd) {
  public static final Money ZERO = new Money(BigDecimal.ZERO);

  public Money {
    if (usd.signum() < 0) {
      throw new IllegalArgumentException("an amount of money must not be negative: " + usd);
    }
    usd = usd.signum() == 0 ? BigDecimal.ZERO : usd.stripTrailingZeros();
  }

  /** Returns the price of {@code tokens} at {@code usdPerThousand}. */
  public static Money ofTokens(long tokens, BigDecimal usdPerThousand) {
    return tokens == 0
        ? ZERO
        : new Money(usdPerThousand.multiply(BigDecimal.valueOf(tokens)).movePointLeft(3));
  }

  /** Returns the sum of both. */
  public Money plus(Money other) {
    return other.usd.signum() == 0 ? this : new Money(usd.add(other.usd));
  }

  @Override
  public String toString() {
    return usd.toPlainString();
  }
}
