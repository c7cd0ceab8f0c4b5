package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Actor;
import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.routing.policy.CheapestPolicy;
import io.routerly.routing.policy.HealthPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model that is added later gets its calls where it is the cheaper one. */
class CheapNewcomerTest {
  private static final String TEXT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final Model KNOWN = Models.priced("known", "0.001", "0.010");
  private static final Model NEWCOMER = Models.priced("newcomer", "0.0009", "0.009");
  private static final List<PolicySpec> POLICIES =
      List.of(PolicySpec.of("cheapest"), PolicySpec.of("health"));

  private final Line line =
      new Line(
          MemoryConfig.of(List.of(KNOWN, NEWCOMER), Values.project(POLICIES, "known")),
          learnt ->
              List.of(
                  CheapestPolicy.factory(learnt.outputSizes()),
                  HealthPolicy.factory(learnt.health())));

  private void calls(int times) {
    for (int i = 0; i < times; i++) {
      line.chat(TEXT);
    }
  }

  @Test
  void servesAllCallsFromTheFirstOn() {
    calls(300);
    line.config.edit(
        Actor.command("test"),
        state -> state.withProjects(List.of(Values.project(POLICIES, KNOWN.id(), NEWCOMER.id()))));
    line.provider.forget();

    calls(50);

    assertThat(line.provider.models()).hasSize(50).containsOnly("newcomer");
  }
}
