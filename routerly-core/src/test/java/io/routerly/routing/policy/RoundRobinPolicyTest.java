package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundRobinPolicyTest {
  private static final Model[] THREE = {Models.named("a"), Models.named("b"), Models.named("c")};

  private final PolicyFactory factory = RoundRobinPolicy.factory();
  private final RoutingPolicy policy = factory.create(PolicySpec.of("round-robin"));

  @Test
  void givesEachItsTurn() {
    assertThat(Rated.scores(policy, Rated.request(1), THREE))
        .containsExactly(1.0, 1 - 1.0 / 3, 1 - 2.0 / 3);
    assertThat(Rated.scores(policy, Rated.request(1), THREE))
        .containsExactly(1 - 2.0 / 3, 1.0, 1 - 1.0 / 3);
    assertThat(Rated.scores(policy, Rated.request(1), THREE))
        .containsExactly(1 - 1.0 / 3, 1 - 2.0 / 3, 1.0);
    assertThat(Rated.scores(policy, Rated.request(1), THREE).get(0)).isEqualTo(1.0);
  }

  @Test
  void sharesEvenlyAmongThoseThatStayIn() {
    int[] turns = new int[2];
    for (int i = 0; i < 10; i++) {
      Rated.scores(policy, Rated.request(1), THREE);
      turns[Rated.scores(policy, Rated.request(1), THREE[0], THREE[2]).indexOf(1.0)]++;
    }

    assertThat(turns).containsExactly(5, 5);
  }

  @Test
  void beginsWithTheOneThatWasOutTheLongest() {
    Rated.scores(policy, Rated.request(1), THREE[0], THREE[1]);
    Rated.scores(policy, Rated.request(1), THREE[0], THREE[1]);

    assertThat(Rated.scores(policy, Rated.request(1), THREE)).last().isEqualTo(1.0);
    assertThat(Rated.scores(policy, Rated.request(1), THREE)).first().isEqualTo(1.0);
  }

  @Test
  void forgetsProjectsAndModelsThatThereAreNoMore() {
    String project = Rated.request(1).project().id();
    Rated.scores(policy, Rated.request(1), THREE);
    factory.keepOnly(Set.of(project), Set.of("b", "c"));
    assertThat(Rated.scores(policy, Rated.request(1), THREE)).first().isEqualTo(1.0);

    factory.keepOnly(Set.of("other"), Set.of("a", "b", "c"));

    assertThat(Rated.scores(policy, Rated.request(1), THREE)).first().isEqualTo(1.0);
  }

  @Test
  void goesOnWhereItWasAfterAChangeOfTheConfiguration() {
    Rated.scores(policy, Rated.request(1), THREE);

    RoutingPolicy again = factory.create(PolicySpec.of("round-robin"));

    assertThat(Rated.scores(again, Rated.request(1), THREE).get(1)).isEqualTo(1.0);
  }

  @Test
  void takesNoTurnForADryRun() {
    RoutingContext real = Rated.request(1);
    RoutingContext dry =
        new RoutingContext(
            real.traceId(),
            real.project(),
            real.token(),
            real.requestedModel(),
            real.demand(),
            real.deadline(),
            true);

    Rated.scores(policy, dry, THREE);

    assertThat(Rated.scores(policy, real, THREE).get(0)).isEqualTo(1.0);
  }
}
