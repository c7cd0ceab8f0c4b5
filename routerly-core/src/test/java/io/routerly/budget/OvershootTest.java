package io.routerly.budget;

import static io.routerly.budget.Till.budget;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.budget.Till.Call;
import io.routerly.domain.BudgetMetric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How much more than its limit a budget on tokens or cost can be used: no more than the answers of
 * the calls under way exceed what was expected of them, at the last admission.
 */
class OvershootTest {
  private static final int LOADS = 1000;

  private record Open(Call call, long input, long output, BigDecimal excess) {}

  @Test
  void isNeverMoreThanTheAnswersUnderWayExceedTheirEstimate() {
    BigDecimal worst = BigDecimal.ZERO;
    int loadsOver = 0;
    for (int seed = 0; seed < LOADS; seed++) {
      BigDecimal over = load(new Random(seed));
      loadsOver += over.signum() > 0 ? 1 : 0;
      worst = worst.max(over);
    }
    System.out.printf(
        Locale.ROOT,
        "Overshoot over %d loads: %d went over, by %s %% of the limit at most%n",
        LOADS,
        loadsOver,
        worst.toPlainString());
  }

  /** Returns by how many percent the limit was exceeded. */
  private static BigDecimal load(Random random) {
    BudgetMetric metric =
        List.of(
                BudgetMetric.COST,
                BudgetMetric.TOTAL_TOKENS,
                BudgetMetric.OUTPUT_TOKENS,
                BudgetMetric.INPUT_TOKENS)
            .get(random.nextInt(4));
    String limit = metric == BudgetMetric.COST ? "0.05" : "20000";
    Till till = new Till();
    till.configure(List.of(), List.of(budget(metric, limit, "yearly")), List.of());
    boolean honest = random.nextInt(3) > 0; // the others answer more than they were asked for
    BigDecimal bound = BigDecimal.ZERO;
    List<Open> open = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Optional<Open> admitted =
          open.size() < 40 ? ask(till, metric, random, honest) : Optional.empty();
      if (admitted.isPresent()) {
        open.add(admitted.get());
        bound = open.stream().map(Open::excess).reduce(BigDecimal.ZERO, BigDecimal::add);
      }
      if (!open.isEmpty() && random.nextBoolean()) {
        settle(till, open.remove(random.nextInt(open.size())), random);
      }
    }
    open.forEach(call -> settle(till, call, random));
    BigDecimal used = till.state(Scope.project("proj_a")).used();
    BigDecimal over = used.subtract(new BigDecimal(limit));
    assertThat(over).isLessThanOrEqualTo(bound);
    assertThat(!honest || over.signum() <= 0).isTrue();
    return over.max(BigDecimal.ZERO).movePointRight(2).divide(new BigDecimal(limit));
  }

  private static Optional<Open> ask(Till till, BudgetMetric metric, Random random, boolean honest) {
    long input = random.nextInt(400);
    long most = 1L + random.nextInt(400);
    Optional<Call> call = till.ask(new Estimate(input, OptionalLong.of(most)));
    if (call.isEmpty()) {
      return Optional.empty();
    }
    if (call.get().reservation().hold(Till.MODEL).isPresent()) {
      call.get().reservation().end();
      return Optional.empty();
    }
    long output = honest ? random.nextInt((int) most + 1) : most + random.nextInt(400);
    Amounts expected = amounts(input, most);
    Amounts actual = amounts(input, output);
    BigDecimal excess = actual.of(metric).subtract(expected.of(metric)).max(BigDecimal.ZERO);
    return Optional.of(new Open(call.get(), input, output, excess));
  }

  private static Amounts amounts(long input, long output) {
    return new Amounts(
        1,
        input,
        output,
        new BigDecimal("0.000001").multiply(BigDecimal.valueOf(input + 2 * output)));
  }

  private static void settle(Till till, Open open, Random random) {
    if (random.nextInt(6) == 0) {
      open.call().reservation().release(Till.MODEL);
      open.call().reservation().end();
    } else {
      till.succeed(open.call(), open.input(), open.output());
    }
  }
}
