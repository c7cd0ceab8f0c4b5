package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.store.HourlyUsage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums that are packed are the same sums, and small. */
final class PackedTalliesTest {
  private static final List<BigDecimal> AMOUNTS =
      List.of(
          BigDecimal.ZERO,
          new BigDecimal("0.000000000001"),
          new BigDecimal("0.0123"),
          new BigDecimal("1E+3"),
          BigDecimal.valueOf(Long.MAX_VALUE),
          new BigDecimal(BigInteger.TEN.pow(30).add(BigInteger.ONE), 28));

  private final Random random = new Random(7);

  private static HourlyUsage.Key kind(int number) {
    return new HourlyUsage.Key(
        "proj_a", "tok_" + number, "gpt", "openai", CallStatus.SUCCESS, CallType.CHAT);
  }

  private Tally tally() {
    return new Tally(
        random.nextLong(Long.MAX_VALUE),
        new HourlyUsage.Sum(
            random.nextInt(200),
            random.nextInt(2),
            random.nextLong(Long.MAX_VALUE),
            random.nextInt(1_000_000),
            0,
            new Money(AMOUNTS.get(random.nextInt(AMOUNTS.size()))),
            random.nextInt(300)));
  }

  private Map<HourlyUsage.Key, Tally> some(int most) {
    Map<HourlyUsage.Key, Tally> tallies = new HashMap<>();
    for (int i = 0; i < most; i++) {
      tallies.put(kind(random.nextInt(500)), tally());
    }
    return tallies;
  }

  @Test
  void theyAreTheSameSums() {
    Kinds kinds = new Kinds();
    for (int i = 0; i < 300; i++) {
      Map<HourlyUsage.Key, Tally> tallies = some(i);
      PackedTallies packed = PackedTallies.of(tallies, kinds);
      assertThat(new HashMap<>(packed)).isEqualTo(tallies);
      assertThat(packed.size()).isEqualTo(tallies.size());
      assertThat(new WantedKinds(kind -> kind.tokenId().endsWith("7")).sum(packed))
          .isEqualTo(new WantedKinds(kind -> kind.tokenId().endsWith("7")).sum(tallies));
    }
  }

  @Test
  void theHoursOfAMonthWithAThousandTokensTakeLittleRoom() {
    HourlyTotals totals = new HourlyTotals();
    HourlyUsage.Sum call =
        new HourlyUsage.Sum(1, 0, 1_234, 567, 89, new Money(new BigDecimal("0.000123456")), 0);
    int hours = 48;
    for (long hour = 0; hour < hours; hour++) {
      for (int token = 0; token < 1_000; token++) {
        totals.add(hour * 3600, kind(token), call);
      }
    }
    int packed =
        totals.snapshot().hours().headMap(hours - 1L).values().stream()
            .mapToInt(PackedTallies::bytes)
            .sum();
    assertThat(packed / (1_000 * (hours - 1))).isLessThan(30);
  }

  @Test
  void aRecordThatComesLateIsCounted() {
    HourlyTotals totals = new HourlyTotals();
    HourlyUsage.Sum call = new HourlyUsage.Sum(1, 0, 1, 1, 0, Money.ZERO, 0);
    totals.add(0, kind(1), call);
    totals.add(3600, kind(1), call);
    TotalsView before = totals.snapshot();
    totals.add(0, kind(1), call);
    totals.add(0, kind(2), call);
    totals.add(7200, kind(2), call);
    totals.add(1, kind(2), call);

    assertThat(totals.snapshot().hours().get(0L))
        .containsOnly(
            Map.entry(kind(1), new Tally(2, call.plus(call))),
            Map.entry(kind(2), new Tally(2, call.plus(call))));
    assertThat(before.hours().get(0L)).containsOnly(Map.entry(kind(1), new Tally(1, call)));
  }
}
