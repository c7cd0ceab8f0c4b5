package io.routerly.pipeline;

import io.routerly.domain.Money;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Counts one way that calls went. For one thread. */
final class ReplayTally {
  private final Map<String, Integer> models = new HashMap<>();
  private final Map<Answers, Integer> answered = new HashMap<>();
  private Money cost = Money.ZERO;
  private int unpriced;
  private int failed;
  private int withoutCandidate;

  /** The answers of one model, of one kind. */
  private record Answers(String modelId, boolean stream) {}

  /** How long the answers of each model took that were recorded. */
  static final class Latencies {
    private final Map<Answers, long[]> sums = new HashMap<>();

    void add(PastCall call, PastCall.Sent sent) {
      long[] sum =
          sums.computeIfAbsent(new Answers(sent.modelId(), call.stream()), absent -> new long[2]);
      sum[0] += sent.latencyMs(call.stream());
      sum[1]++;
    }

    private OptionalDouble mean(Answers answers) {
      long[] sum = sums.get(answers);
      return sum == null ? OptionalDouble.empty() : OptionalDouble.of((double) sum[0] / sum[1]);
    }
  }

  void add(Money spent) {
    cost = cost.plus(spent);
  }

  /** Counts the cost of a call that was answered. */
  void price(Optional<Money> spent) {
    spent.ifPresentOrElse(this::add, () -> unpriced++);
  }

  void answered(PastCall call, String modelId) {
    models.merge(modelId, 1, Integer::sum);
    answered.merge(new Answers(modelId, call.stream()), 1, Integer::sum);
  }

  void failed(String modelId) {
    models.merge(modelId, 1, Integer::sum);
    failed++;
  }

  void hadNoCandidate() {
    withoutCandidate++;
    failed++;
  }

  ReplayReport.Side side(Latencies latencies) {
    Map<String, Integer> ordered = new LinkedHashMap<>();
    models.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return new ReplayReport.Side(
        ordered,
        cost,
        unpriced,
        failed,
        withoutCandidate,
        latency(latencies, false),
        latency(latencies, true));
  }

  private ReplayReport.Latency latency(Latencies latencies, boolean stream) {
    double sum = 0;
    int known = 0;
    int unknown = 0;
    for (Map.Entry<Answers, Integer> entry : answered.entrySet()) {
      if (entry.getKey().stream() == stream) {
        OptionalDouble mean = latencies.mean(entry.getKey());
        sum += mean.orElse(0) * entry.getValue();
        known += mean.isPresent() ? entry.getValue() : 0;
        unknown += mean.isPresent() ? 0 : entry.getValue();
      }
    }
    return new ReplayReport.Latency(
        known, known == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / known), unknown);
  }
}
