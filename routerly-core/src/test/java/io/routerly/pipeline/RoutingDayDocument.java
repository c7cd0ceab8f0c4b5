package io.routerly.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what a simulated day shows as a page of the documentation. */
final class RoutingDayDocument {
  private static final String HEAD =
      """
      # A day of routing

      What routing does for a day of calls, simulated: the product's own pipeline, with its policies, its fallbacks and its accounting,
      runs over five models that are played by a script, and over a clock that jumps. A test runs the day and compares this page with
      what comes out (`-Drouterly.writeRoutingDay=true` writes it anew); the figures are always the same.

      ## The day

      @CALLS@ calls, one each four seconds on average, with prompts of 50 to 2,050 tokens and answers of 50 to 550.

      | Model, in order of preference | USD per million tokens, in and out | An answer takes | What befalls it |
      |---|---|---|---|
      | `swift` | 1, 5 | 0.7 s | 503 from 09:00 to 09:45 and from 17:00 to 17:10 |
      | `steady` | 2.50, 10 | 1.4 s | eight times as slow from 10:00 to 13:00; 503 from 17:01 to 17:15 |
      | `grand` | 5, 25 | 2 s | silent from 13:00 to 13:20 and from 17:02 to 17:08: calls run into the time-out of 30 s |
      | `thrifty` | 0.15, 0.60 | 1.8 s | eight calls a minute, beyond them 429 with `Retry-After`; not to be reached from 17:04 to 17:30 |
      | `home` | free | 5 s | four calls a minute, beyond them 429 without `Retry-After`; not to be reached from 02:00 to 04:00 and from 17:00 to 17:20 |

      Times to an answer vary by 30 % either way. From 17:04 to 17:08 no model answers at all.

      ## What came of it

      | Policies | Calls without an answer | of these while a model was well | Attempts that failed | Latency, mean | Latency, 95th percentile | Cost, USD |
      |---|---|---|---|---|---|---|
      """;

  private static final String SHARES =
      """

      | Policies | Answers by model |
      |---|---|
      """;

  private static final String TAIL =
      """

      A call without an answer begins or waits while all models are down at once. A model counts as well during a call if it
      would have answered at any moment from the call's beginning to its end. Failed attempts cost their time, and the client sees nothing else of them.

      Where `health` stands decides little here: a model that had few calls lately is rated like one that never failed, so that calls
      return to the faster model as soon as its outage is over. `rate-limit` without limits, first in the list, spreads the calls over all models that are
      not to be left alone, and price decides only where two were used alike; with limits it goes by what is free of them.
      """;

  private RoutingDayDocument() {}

  static String text(Map<List<String>, SimulatedDay.Result> results) {
    StringBuilder text = new StringBuilder();
    int calls = results.values().iterator().next().calls();
    text.append(HEAD.replace("@CALLS@", String.format(Locale.ROOT, "%,d", calls)));
    results.forEach((policies, result) -> text.append(row(policies, result)));
    text.append(SHARES);
    results.forEach(
        (policies, result) ->
            text.append("| %s | %s |\n".formatted(named(policies), shares(result))));
    return text.append(TAIL).toString();
  }

  private static String row(List<String> policies, SimulatedDay.Result result) {
    return String.format(
        Locale.ROOT,
        "| %s | %d (%.2f %%) | %d | %,d (%.1f %%) | %,d ms | %,d ms | %.2f |\n",
        named(policies),
        result.failed(),
        100.0 * result.failed() / result.calls(),
        result.failedNeedlessly().size(),
        result.failedAttempts(),
        100.0 * result.failedAttempts() / result.attempts(),
        result.meanMs(),
        result.percentileMs(0.95),
        result.usd());
  }

  private static String named(List<String> policies) {
    return policies.isEmpty()
        ? "none: the order of preference"
        : policies.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
  }

  private static String shares(SimulatedDay.Result result) {
    double all = result.served().values().stream().mapToLong(Long::longValue).sum();
    return result.served().entrySet().stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT, "`%s` %.1f %%", entry.getKey(), 100 * entry.getValue() / all))
        .collect(Collectors.joining(", "));
  }
}
