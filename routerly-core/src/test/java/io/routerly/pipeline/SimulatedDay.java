package io.routerly.pipeline;

import io.routerly.domain.CallStatus;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.UsageRecord;
import io.routerly.pipeline.Simulation.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A day of calls to five models under one list of policies, in virtual time. */
final class SimulatedDay {
  private static final Duration DAY = Duration.ofDays(1);
  private static final double MEAN_SECONDS_BETWEEN = 4;
  private static final int SEED = 20260301;

  private SimulatedDay() {}

  /**
   * What came of a day.
   *
   * @param calls number of calls
   * @param failed calls that got no answer
   * @param failedNeedlessly those of them during which a model was well all the time
   * @param attempts requests to providers
   * @param failedAttempts those of them that failed
   * @param latencies time to the answer of each call that got one, in milliseconds, in order
   * @param usd what was paid for
   * @param served answers by model
   */
  record Result(
      int calls,
      int failed,
      List<Outcome> failedNeedlessly,
      int attempts,
      int failedAttempts,
      List<Long> latencies,
      BigDecimal usd,
      Map<String, Long> served) {
    long meanMs() {
      return Math.round(latencies.stream().mapToLong(Long::longValue).average().orElse(0));
    }

    long percentileMs(double share) {
      return latencies.get((int) Math.ceil(share * latencies.size()) - 1);
    }
  }

  static Result under(List<String> policies) {
    FiveModels five = new FiveModels();
    Simulation day =
        new Simulation(
            five.models(), policies.stream().map(PolicySpec::of).toList(), five.scripts());
    Random random = new Random(SEED);
    for (double at = 0; at < DAY.toSeconds(); at += secondsToNext(random)) {
      day.call(Duration.ofMillis(Math.round(at * 1000)), text(random));
    }
    return result(five, day.run(), day.ledger.records());
  }

  private static double secondsToNext(Random random) {
    return -MEAN_SECONDS_BETWEEN * StrictMath.log(1 - random.nextDouble());
  }

  /** Most prompts are short, and some are forty times as long. */
  private static String text(Random random) {
    double size = random.nextDouble();
    int characters = (int) (200 + 8000 * size * size * size);
    return "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted("x".repeat(characters));
  }

  private static Result result(FiveModels five, List<Outcome> calls, List<UsageRecord> records) {
    List<Outcome> failed = calls.stream().filter(call -> call.failure().isPresent()).toList();
    Stream<Outcome> answered = calls.stream().filter(call -> call.failure().isEmpty());
    List<UsageRecord> successes =
        records.stream().filter(record -> record.status() == CallStatus.SUCCESS).toList();
    Map<String, Long> served = new TreeMap<>();
    successes.forEach(record -> served.merge(record.modelId(), 1L, Long::sum));
    return new Result(
        calls.size(),
        failed.size(),
        failed.stream()
            .filter(call -> !five.healthy(call.began(), call.ended()).isEmpty())
            .toList(),
        records.size(),
        records.size() - successes.size(),
        answered.map(call -> call.ended().minus(call.began()).toMillis()).sorted().toList(),
        records.stream()
            .flatMap(record -> record.cost().stream())
            .map(cost -> cost.total().usd())
            .reduce(BigDecimal.ZERO, BigDecimal::add),
        served);
  }
}
