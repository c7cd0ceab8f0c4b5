package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.health.Traffic;
import io.routerly.routing.Contexts;
import io.routerly.routing.RoutingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FairnessPolicyTest {
  private static final Model A = Models.named("a");
  private static final Model B = Models.named("b");

  private final AtomicLong now = new AtomicLong();
  private final Traffic traffic = new Traffic(now::get);

  private RoutingPolicy policy(String config) {
    return FairnessPolicy.factory(traffic).create(Rated.spec("fairness", config));
  }

  private void call(Model model, int times) {
    for (int i = 0; i < times; i++) {
      traffic.began(model, Contexts.any().project());
    }
  }

  private List<Double> scores(RoutingPolicy policy) {
    return Rated.scores(policy, Rated.request(1), A, B);
  }

  @Test
  void ratesByTheShareThatTheOthersGot() {
    call(A, 3);
    call(B, 1);

    assertThat(scores(policy("{}"))).containsExactly(0.25, 0.75);
  }

  @Test
  void takesSharesAmongAllCandidates() {
    call(A, 3);
    call(B, 1);

    assertThat(Rated.scores(policy("{}"), Rated.request(1), A, B, Models.named("c")))
        .containsExactly(0.25, 0.75, 1.0);
  }

  @Test
  void ratesTheOnlyOneThatGotCallsLast() {
    call(A, 7);

    assertThat(scores(policy("{}"))).containsExactly(0.0, 1.0);
  }

  @Test
  void takesTargets() {
    call(A, 3);
    call(B, 1);

    assertThat(scores(policy("{\"targets\":{\"a\":3}}"))).containsExactly(0.5, 0.5);
    assertThat(scores(policy("{\"targets\":{\"a\":0}}"))).containsExactly(0.0, 0.875);
    assertThat(scores(policy("{\"targets\":{\"a\":0,\"b\":0}}"))).containsExactly(0.0, 0.0);
  }

  @Test
  void warnsOfTargetsForModelsThatThereAreNot() {
    var factory = FairnessPolicy.factory(traffic);
    var spec = Rated.spec("fairness", "{\"targets\":{\"a\":0.7,\"bb\":0.3}}");

    assertThat(factory.warnings(spec, Rated.models(A, B)))
        .containsExactly(
            "there is no model \"bb\" in models.json, which \"targets\" names; that has no effect");
    assertThat(factory.warnings(spec, Rated.models(A, Models.named("bb")))).isEmpty();
  }

  @Test
  void forgetsWhatIsOlderThanTheWindow() {
    call(A, 8);
    now.addAndGet(Duration.ofMinutes(59).toNanos());
    assertThat(scores(policy("{}"))).containsExactly(0.0, 1.0);
    assertThat(scores(policy("{\"windowMinutes\":58}"))).containsExactly(1.0, 1.0);

    now.addAndGet(Duration.ofMinutes(2).toNanos());

    assertThat(scores(policy("{}"))).containsExactly(1.0, 1.0);
  }

  @Test
  void reachesItsTargetsWhenItAloneDecides() {
    RoutingPolicy policy = policy("{\"targets\":{\"a\":3}}");
    int callsOfA = 0;
    for (int i = 0; i < 400; i++) {
      List<Double> scores = scores(policy);
      boolean first = scores.get(0) >= scores.get(1);
      callsOfA += first ? 1 : 0;
      call(first ? A : B, 1);
    }

    assertThat(callsOfA).isBetween(299, 301);
  }
}
