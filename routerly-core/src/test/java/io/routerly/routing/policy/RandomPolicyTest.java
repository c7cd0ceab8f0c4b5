package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.routing.Contexts;
import io.routerly.routing.NamedPolicy;
import io.routerly.routing.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomPolicyTest {
  private static final int CALLS = 3000;
  private static final Model SMALL = Models.withWindow("small", 1);
  private static final Model B = Models.named("b");
  private static final Model C = Models.named("c");

  private final SplittableRandom random = new SplittableRandom(42);

  @Test
  void drawsANumberForEachCandidate() {
    double[] draws = {0.25, 0, 0.75};
    int[] next = {0};
    RandomPolicy policy = new RandomPolicy(() -> draws[next[0]++]);

    assertThat(Rated.scores(policy, Contexts.any(), SMALL, B, C)).containsExactly(0.25, 0.0, 0.75);
  }

  /** How often each comes first of 3,000 calls. */
  private Map<String, Integer> firsts(List<NamedPolicy> policies, Model... models) {
    Map<String, Integer> firsts = new HashMap<>();
    for (int i = 0; i < CALLS; i++) {
      Model first =
          new Router().decide(Contexts.any(), policies, Rated.candidates(models)).ranking().get(0);
      firsts.merge(first.id(), 1, Integer::sum);
    }
    return firsts;
  }

  private NamedPolicy policy() {
    return new NamedPolicy("random", new RandomPolicy(random::nextDouble));
  }

  @Test
  void spreadsCallsEvenly() {
    assertThat(firsts(List.of(policy()), SMALL, B, C).values())
        .hasSize(3)
        .allMatch(calls -> calls > CALLS * 0.3 && calls < CALLS * 0.37);
  }

  @Test
  void spreadsTheCallsOfOneThatIsLeftOutEvenlyAmongTheOthers() {
    NamedPolicy context = new NamedPolicy("context", new ContextPolicy(0.8));

    assertThat(firsts(List.of(context, policy()), SMALL, B, C))
        .containsOnlyKeys("b", "c")
        .allSatisfy((id, calls) -> assertThat(calls).isBetween(1400, 1600));
  }

  @Test
  void leavesTheOnlyCandidate() {
    assertThat(firsts(List.of(policy()), B)).containsOnly(Map.entry("b", CALLS));
  }
}
