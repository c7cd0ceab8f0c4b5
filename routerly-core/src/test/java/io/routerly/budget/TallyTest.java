package io.routerly.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.WindowType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a tally counts, against a list of everything that ever happened. */
class TallyTest {
  private static final long START = 1_780_000_000_000L;
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private record Step(long pause, long amount, boolean held) {}

  private record Use(long at, long amount) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 200_000),
            Arbitraries.longs().between(0, 9),
            Arbitraries.of(true, false))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(120);
  }

  @Provide
  Arbitrary<String> rolling() {
    return Arbitraries.of("second", "minute", "hour", "day", "week", "month");
  }

  @Provide
  Arbitrary<String> periods() {
    return Arbitraries.of("hourly", "daily", "weekly", "monthly", "yearly");
  }

  private static long length(String size) {
    return switch (size) {
      case "second" -> 1_000;
      case "minute" -> 60_000;
      case "hour" -> 3_600_000;
      case "day" -> 86_400_000;
      case "week" -> 7 * 86_400_000L;
      default -> 30 * 86_400_000L;
    };
  }

  private static BigDecimal since(List<Use> uses, long from) {
    return BigDecimal.valueOf(
        uses.stream().filter(use -> use.at() >= from).mapToLong(Use::amount).sum());
  }

  @Property(tries = 500)
  void aRollingWindowCountsAllOfItsLengthAndAtMostOneStepMore(
      @ForAll("rolling") String size, @ForAll("steps") List<Step> steps) {
    Tally tally = new Tally(TimeWindow.of(WindowType.ROLLING, size, ZONE));
    List<Use> uses = new ArrayList<>();
    long now = START;
    for (Step step : steps) {
      now += step.pause() * length(size) / 3_600_000;
      tally.advance(now);
      use(tally, step, now);
      uses.add(new Use(now, step.amount()));
      BigDecimal counted = tally.used().add(tally.held());
      assertThat(counted).isGreaterThanOrEqualTo(since(uses, now - length(size)));
      assertThat(counted).isLessThanOrEqualTo(since(uses, now - length(size) - length(size) / 60));
    }
  }

  private static void use(Tally tally, Step step, long now) {
    BigDecimal amount = BigDecimal.valueOf(step.amount());
    if (step.held()) {
      tally.hold(now, amount);
    } else {
      tally.use(now, amount);
    }
  }

  @Property(tries = 500)
  void aPeriodCountsWhatHappenedSinceItBegan(
      @ForAll("periods") String size, @ForAll("steps") List<Step> steps) {
    TimeWindow window = TimeWindow.of(WindowType.PERIOD, size, ZONE);
    Tally tally = new Tally(window);
    List<Use> uses = new ArrayList<>();
    long now = START;
    for (Step step : steps) {
      now += step.pause() * 100;
      tally.advance(now);
      use(tally, step, now);
      uses.add(new Use(now, step.amount()));
      assertThat(tally.used().add(tally.held()))
          .isEqualByComparingTo(since(uses, window.stretch(now)));
      assertThat(tally.resetAt()).hasValue(window.next(window.stretch(now)));
    }
  }

  @Property(tries = 300)
  void whatIsHeldAndGivenBackLeavesNothing(
      @ForAll("rolling") String size, @ForAll("steps") List<Step> steps) {
    Tally tally = new Tally(TimeWindow.of(WindowType.ROLLING, size, ZONE));
    List<Use> held = new ArrayList<>();
    long now = START;
    for (Step step : steps) {
      now += step.pause();
      tally.advance(now);
      tally.hold(now, BigDecimal.valueOf(step.amount()));
      held.add(new Use(now, step.amount()));
      if (step.held()) {
        Use first = held.remove(0);
        tally.release(first.at(), BigDecimal.valueOf(first.amount()));
      }
      assertThat(tally.held()).isGreaterThanOrEqualTo(BigDecimal.ZERO);
    }
    held.forEach(use -> tally.release(use.at(), BigDecimal.valueOf(use.amount())));
    assertThat(tally.held()).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(tally.used()).isEqualByComparingTo(BigDecimal.ZERO);
  }

  @Property(tries = 300)
  void aTallyThatIsToldOfThePastInAnyOrderKnowsTheSame(
      @ForAll("rolling") String size, @ForAll("steps") List<Step> steps) {
    TimeWindow window = TimeWindow.of(WindowType.ROLLING, size, ZONE);
    Tally whole = new Tally(window);
    List<Use> uses = new ArrayList<>();
    long now = START;
    for (Step step : steps) {
      now += step.pause() * length(size) / 3_600_000;
      whole.advance(now);
      whole.use(now, BigDecimal.valueOf(step.amount()));
      uses.add(0, new Use(now, step.amount()));
    }
    Tally late = new Tally(window);
    late.advance(now);
    uses.forEach(use -> late.use(use.at(), BigDecimal.valueOf(use.amount())));
    assertThat(late.used()).isEqualByComparingTo(whole.used());
    assertThat(late.resetAt()).isEqualTo(whole.resetAt());
  }
}
