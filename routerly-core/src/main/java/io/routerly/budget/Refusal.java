package io.routerly.budget;

import io.routerly.domain.Budget;
import io.routerly.domain.BudgetLevel;
import io.routerly.domain.BudgetMetric;
import io.routerly.domain.BudgetState;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.WindowType;
import io.routerly.error.ErrorCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words for calls that a budget refuses. */
final class Refusal {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private Refusal() {}

  /**
   * One budget that stands in the way.
   *
   * @param state how it stands
   * @param needed what the call needs of it
   * @param projectName what the project is called
   */
  record Lack(BudgetState state, BigDecimal needed, String projectName) {
    String sentence() {
      Budget budget = state.budget();
      String name = name();
      if (state.exhausted()) {
        return "The %s is exhausted: %s of %s used%s."
            .formatted(name, plain(state.used()), amount(budget.limit(), budget.metric()), reset());
      }
      String reserved =
          state.reserved().signum() == 0
              ? ""
              : ", with %s held for calls under way".formatted(plain(state.reserved()));
      return "The %s does not suffice: the call is expected to need %s, and %s of %s is left%s%s."
          .formatted(
              name,
              plain(needed),
              plain(state.remaining()),
              amount(budget.limit(), budget.metric()),
              reserved,
              isForGood() ? ". It never has room for so much" : reset());
    }

    /** Returns whether waiting helps nothing: not even all of the budget would do. */
    boolean isForGood() {
      BigDecimal limit = state.budget().limit();
      return limit.signum() > 0 && needed.compareTo(limit) > 0;
    }

    private String name() {
      Budget budget = state.budget();
      String window =
          budget.windowType() == WindowType.PERIOD
              ? budget.windowSize() + " budget"
              : "budget per " + budget.windowSize();
      return "%s on %s of %s"
          .formatted(window, words(budget.metric()), owner(state.level(), projectName));
    }

    private String reset() {
      return isForGood() ? "" : state.resetAt().map(at -> "; it resets at " + at).orElse("");
    }
  }

  private static String owner(BudgetLevel level, String projectName) {
    return switch (level) {
      case GLOBAL -> "this installation";
      case PROJECT -> "project " + projectName;
      case TOKEN -> "this token of project " + projectName;
    };
  }

  private static String words(BudgetMetric metric) {
    return metric.wireName().replace('_', ' ');
  }

  private static String amount(BigDecimal limit, BudgetMetric metric) {
    return metric == BudgetMetric.COST ? plain(limit) + " USD" : plain(limit) + " " + words(metric);
  }

  /** Returns a number without an exponent and without zeros at its end. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /**
   * Returns the refusal of a call that some budgets have no room for, if there are any.
   *
   * @param needed what the call needs
   */
  static Optional<Admission.Refused> of(
      Stream<Limit> lacking, Amounts needed, Project project, Instant now) {
    List<Lack> lacks =
        lacking
            .map(
                limit ->
                    new Lack(limit.state(), needed.of(limit.budget().metric()), project.name()))
            .toList();
    if (lacks.isEmpty()) {
      return Optional.empty();
    }
    String reason = lacks.stream().map(Lack::sentence).collect(Collectors.joining(" "));
    return Optional.of(
        new Admission.Refused(ErrorCode.BUDGET_EXCEEDED, reason, retryAfter(lacks, now)));
  }

  private static Optional<Duration> retryAfter(List<Lack> lacks, Instant now) {
    if (lacks.stream().anyMatch(Lack::isForGood)) {
      return Optional.empty();
    }
    Duration wait = SHORTEST;
    for (Lack lack : lacks) {
      Duration until = Duration.between(now, lack.state().resetAt().orElse(now));
      wait = until.compareTo(wait) > 0 ? until : wait;
    }
    return Optional.of(wait);
  }

  /** Returns the refusal of a request that may cost more than its project allows for one. */
  static Optional<Admission.Refused> tooDear(
      Forecast forecast, Project project, Estimate estimate, Model model) {
    if (project.maxCostPerRequest().isEmpty()) {
      return Optional.empty();
    }
    BigDecimal most = project.maxCostPerRequest().get();
    return forecast
        .mostCost(model, estimate)
        .filter(cost -> cost.compareTo(most) > 0)
        .map(
            cost ->
                new Admission.Refused(
                    ErrorCode.MAX_COST_EXCEEDED,
                    ("The request may cost %s USD at model %s, and project %s allows %s USD for one:"
                            + " ask for a shorter answer, or shorten the prompt.")
                        .formatted(plain(cost), model.id(), project.name(), plain(most)),
                    Optional.empty()));
  }

  /** Returns the refusal of one call too many at a time. */
  static Admission.Refused tooManyParallel(int most) {
    return new Admission.Refused(
        ErrorCode.TOO_MANY_PARALLEL,
        String.format(
            Locale.ROOT,
            "This token may have %d calls at a time, and as many are under way: wait for one to end.",
            most),
        Optional.of(SHORTEST));
  }
}
