package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.health.Cooldowns;
import io.routerly.health.Ending;
import io.routerly.health.Ends;
import io.routerly.health.OutputSizes;
import io.routerly.health.Traffic;
import io.routerly.routing.Contexts;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitPolicyTest {
  private static final Model A = Models.named("a");
  private static final Model B = Models.named("b");

  private final AtomicLong now = new AtomicLong();
  private final Traffic traffic = new Traffic(now::get);
  private final Cooldowns cooldowns = new Cooldowns(now::get, model -> List.of(""));

  private final OutputSizes sizes = new OutputSizes();

  private RoutingPolicy policy(String config) {
    return RateLimitPolicy.factory(traffic, cooldowns, sizes)
        .create(Rated.spec("rate-limit", config));
  }

  private void call(Model model, int times) {
    for (int i = 0; i < times; i++) {
      traffic.began(model, Contexts.any().project());
    }
  }

  @Test
  void ratesByTheFreeShareOfTheCalls() {
    RoutingPolicy policy = policy("{\"maxCallsPerWindow\":4}");
    call(A, 3);

    assertThat(Rated.scores(policy, Rated.request(1), A, B)).containsExactly(0.25, 1.0);
  }

  @Test
  void leavesAModelOutAtItsLimitUntilTheWindowHasPassed() {
    RoutingPolicy policy = policy("{\"maxCallsPerWindow\":2,\"windowMinutes\":0.5}");
    call(A, 2);
    assertThat(policy.rate(Rated.request(1), Rated.candidates(A)))
        .containsExactly(
            new Verdict.Exclude(
                "the limit that is set for it is reached: 2 calls, 0 tokens within 30 s",
                Optional.of(Duration.ofMillis(30_200))));

    now.addAndGet(Duration.ofMillis(30_200).toNanos());

    assertThat(Rated.scores(policy, Rated.request(1), A)).containsExactly(1.0);
  }

  @Test
  void leavesAModelOutThatHasTooFewTokensLeftForTheRequest() {
    RoutingPolicy policy = policy("{\"maxTokensPerWindow\":400}");
    traffic.ended(Ends.success(A, Duration.ofMillis(1), Optional.empty())); // 150 tokens

    assertThat(Rated.scores(policy, Rated.request(250), A)).containsExactly(0.625);
    assertThat(Rated.scores(policy, Rated.request(251), A)).containsExactly(Double.NaN);
  }

  @Test
  void goesByTheTighterLimit() {
    RoutingPolicy policy = policy("{\"maxCallsPerWindow\":10,\"maxTokensPerWindow\":300}");
    call(A, 1);
    traffic.ended(Ends.success(A, Duration.ofMillis(1), Optional.empty()));

    assertThat(Rated.scores(policy, Rated.request(1), A)).containsExactly(0.5);
  }

  @Test
  void warnsOfLimitsOnModelsThatThereAreNot() {
    var factory = RateLimitPolicy.factory(traffic, cooldowns, sizes);
    var spec =
        Rated.spec(
            "rate-limit",
            "{\"models\":{\"z\":{\"maxCallsPerWindow\":1},\"a\":{\"maxCallsPerWindow\":1},\"c\":{}}}");

    assertThat(factory.warnings(spec, Rated.models(A, B)))
        .containsExactly(
            "there is no model \"c\" in models.json, which \"models\" names; that has no effect",
            "there is no model \"z\" in models.json, which \"models\" names; that has no effect");
    assertThat(factory.warnings(Rated.spec("rate-limit", "{}"), Rated.models(A, B))).isEmpty();
  }

  @Test
  void takesLimitsOfSingleModels() {
    RoutingPolicy policy =
        policy("{\"maxCallsPerWindow\":4,\"models\":{\"b\":{\"maxCallsPerWindow\":2}}}");
    call(A, 1);
    call(B, 1);

    assertThat(Rated.scores(policy, Rated.request(1), A, B)).containsExactly(0.75, 0.5);
  }

  @Test
  void prefersTheLeastUsedWhereThereAreNoLimits() {
    RoutingPolicy policy = policy("{}");
    assertThat(Rated.scores(policy, Rated.request(1), A, B)).containsExactly(1.0, 1.0);
    call(A, 3);
    assertThat(Rated.scores(policy, Rated.request(1), A, B)).containsExactly(0.25, 1.0);
    call(B, 1);
    assertThat(Rated.scores(policy, Rated.request(1), A, B)).containsExactly(0.5, 1.0);

    now.addAndGet(Duration.ofSeconds(61).toNanos());

    assertThat(Rated.scores(policy, Rated.request(1), A, B)).containsExactly(1.0, 1.0);
  }

  @Test
  void comparesAModelWithoutLimitsWithOthersWithoutLimits() {
    RoutingPolicy policy = policy("{\"models\":{\"a\":{\"maxCallsPerWindow\":4}}}");
    call(A, 3);
    call(B, 9);

    assertThat(Rated.scores(policy, Rated.request(1), A, B)).containsExactly(0.25, 1.0);
  }

  @Test
  void doesNotCompareWithOneThatIsLeftAlone() {
    RoutingPolicy policy = policy("{}");
    call(B, 4);
    cooldowns.ended(Ends.of("a", Ending.RATE_LIMITED, Optional.of(Duration.ofSeconds(30))));

    assertThat(Rated.scores(policy, Rated.request(1), A, B)).containsExactly(Double.NaN, 1.0);
  }

  @Test
  void keepsLimitsOfAnHour() {
    RoutingPolicy policy = policy("{\"windowMinutes\":60,\"maxCallsPerWindow\":4}");
    call(A, 3);
    now.addAndGet(Duration.ofMinutes(60).toNanos());
    assertThat(Rated.scores(policy, Rated.request(1), A)).containsExactly(0.25);

    now.addAndGet(Duration.ofSeconds(12).toNanos());

    assertThat(Rated.scores(policy, Rated.request(1), A)).containsExactly(1.0);
  }

  @Test
  void countsAWindowOfMoreThanSixMinutesInFifthsOfAMinute() {
    RoutingPolicy policy = policy("{\"windowMinutes\":6.5,\"maxCallsPerWindow\":4}");
    call(A, 3);
    now.addAndGet(Duration.ofSeconds(401).toNanos());
    assertThat(Rated.scores(policy, Rated.request(1), A)).containsExactly(0.25);

    now.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(Rated.scores(policy, Rated.request(1), A)).containsExactly(1.0);
  }

  @Test
  void leavesAModelAloneForAsLongAsItsProviderAsked() {
    RoutingPolicy policy = policy("{}");
    cooldowns.ended(Ends.of("a", Ending.RATE_LIMITED, Optional.of(Duration.ofSeconds(30))));

    assertThat(policy.rate(Rated.request(1), Rated.candidates(A, B)))
        .containsExactly(
            new Verdict.Exclude(
                "its provider itself asked to be left alone for another 30 s",
                Optional.of(Duration.ofSeconds(30))),
            new Verdict.Score(1));
  }

  @Test
  void refusesWrongSettingsByTheirPlace() {
    assertThatThrownBy(() -> policy("{\"models\":{\"b\":{\"maxCallsPerWindow\":0}}}"))
        .hasMessageContaining("\"models.b.maxCallsPerWindow\"");
    assertThatThrownBy(() -> policy("{\"models\":{\"b\":{\"calls\":1}}}"))
        .hasMessageContaining("\"models.b.calls\"");
    assertThatThrownBy(() -> policy("{\"windowMinutes\":0}"))
        .hasMessage("must have a number from 0.1 to 60 as \"windowMinutes\"");
    assertThatThrownBy(() -> policy("{\"windowMinutes\":61}"))
        .hasMessageContaining("\"windowMinutes\"");
  }
}
