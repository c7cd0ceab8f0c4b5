package io.routerly.routing.policy;

import io.routerly.domain.Headroom;
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
  private final ExpectedUse expected;

  /**
   * @param sizes how long the models' answers recently were
   * @param outputTokens tokens of an answer of a model of which nothing is known
   */
  public BudgetRemainingPolicy(OutputSizes sizes, int outputTokens) {
    this.expected = new ExpectedUse(sizes, outputTokens);
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
    return left.isEmpty()
        ? RoutingPolicy.abstain(candidates)
        : Verdicts.each(candidates, candidate -> rate(context.demand(), candidate, left));
  }

  private Verdict rate(RoutingContext.Demand demand, Candidate candidate, List<Headroom> left) {
    double least = 1;
    for (Headroom headroom : left) {
      double use = use(demand, candidate, headroom);
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

  private double use(RoutingContext.Demand demand, Candidate candidate, Headroom headroom) {
    return switch (headroom.metric()) {
      case COST -> expected.cost(candidate.model(), demand).orElse(0);
      case CALLS -> 1;
      case INPUT_TOKENS -> demand.inputTokens();
      case OUTPUT_TOKENS -> expected.outputTokens(candidate.model(), demand);
      case TOTAL_TOKENS -> demand.inputTokens() + expected.outputTokens(candidate.model(), demand);
    };
  }

  private static String plain(double use) {
    return use == Math.rint(use)
        ? Long.toString((long) use)
        : String.format(Locale.ROOT, "%.6f", use);
  }
}
