package io.routerly.routing.policy;

import io.routerly.domain.BudgetMetric;
import io.routerly.domain.Headroom;
import io.routerly.domain.Model;
import io.routerly.health.OutputSizes;
import io.routerly.routing.Candidate;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * Rates a candidate by its headroom: the share of a budget that is expected to be left after this
 * request, the least of all budgets that the request takes anything of. A full budget scores almost
 * 1, one that the request is going to use up 0. Leaves out a candidate for which what is left does
 * not suffice. Of a model without prices the tokens alone are looked at.
 */
public final class BudgetRemainingPolicy implements RoutingPolicy {
  private final OutputSizes sizes;
  private final int outputTokens;

  /**
   * @param sizes how long the models' answers recently were
   * @param outputTokens tokens of an answer while none of the candidates has answered
   */
  public BudgetRemainingPolicy(OutputSizes sizes, int outputTokens) {
    this.sizes = sizes;
    this.outputTokens = outputTokens;
  }

  /** Returns the factory of this policy. */
  public static PolicyFactory factory(OutputSizes sizes) {
    return PolicyFactory.of(
        "budget-remaining",
        spec ->
            new BudgetRemainingPolicy(
                sizes,
                PolicyConfig.of(spec, "outputTokens").integer("outputTokens", 1, 1_000_000, 500)));
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    List<Headroom> left = context.headroom().get();
    if (left.isEmpty()) {
      return RoutingPolicy.abstain(candidates, "no budget applies");
    }
    ExpectedUse expected = ExpectedUse.among(candidates, sizes, outputTokens);
    return Verdicts.each(
        candidates, candidate -> rate(expected, context.demand(), candidate.model(), left));
  }

  private static Verdict rate(
      ExpectedUse expected, RoutingContext.Demand demand, Model model, List<Headroom> left) {
    double least = 1;
    for (Headroom headroom : left) {
      double use = use(expected, demand, model, headroom.metric());
      double remaining = headroom.remaining().doubleValue();
      if (use > remaining) {
        return new Verdict.Exclude(
            String.format(
                Locale.ROOT,
                "the request is expected to take %s of a budget on %s, of which %s is left",
                plain(use),
                headroom.metric().wireName(),
                headroom.remaining().toPlainString()));
      }
      if (use > 0) {
        least = Math.min(least, (remaining - use) / headroom.limit().doubleValue());
      }
    }
    return new Verdict.Score(least);
  }

  private static double use(
      ExpectedUse expected, RoutingContext.Demand demand, Model model, BudgetMetric metric) {
    return switch (metric) {
      case COST -> expected.cost(model, demand).orElse(0);
      case CALLS -> 1;
      case INPUT_TOKENS -> demand.inputTokens();
      case OUTPUT_TOKENS -> expected.outputTokens(model, demand);
      case TOTAL_TOKENS -> demand.inputTokens() + expected.outputTokens(model, demand);
    };
  }

  private static String plain(double use) {
    return use == Math.rint(use)
        ? Long.toString((long) use)
        : String.format(Locale.ROOT, "%.6f", use);
  }
}
