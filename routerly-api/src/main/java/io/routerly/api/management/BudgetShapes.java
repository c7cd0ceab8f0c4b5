package io.routerly.api.management;

import io.routerly.domain.BudgetLevel;
import io.routerly.domain.BudgetMetric;
import io.routerly.domain.OnExhausted;
import io.routerly.domain.WindowType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shape of what {@link BudgetStates} writes, for the description of the API. */
final class BudgetShapes {
  private BudgetShapes() {}

  /**
   * How a {@link io.routerly.domain.Budget budget} stands; the counters are those that admission
   * goes by.
   *
   * @param level whose use it limits
   * @param used what was used in the present window, without {@code reserved}
   * @param reserved what is held for calls under way
   * @param remaining what may still be used
   * @param startedAt since when use counts
   * @param resetAt when something of it is free again; null while nothing of a rolling window is
   *     used
   */
  record BudgetStanding(
      BudgetLevel level,
      BudgetMetric metric,
      BigDecimal limit,
      WindowType windowType,
      String windowSize,
      OnExhausted onExhausted,
      BigDecimal used,
      BigDecimal reserved,
      BigDecimal remaining,
      Instant startedAt,
      Optional<String> timeZone,
      @Nullable Instant resetAt) {}
}
