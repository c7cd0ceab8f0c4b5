package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextPolicyTest {
  private static final Model THOUSAND = Models.withWindow("a", 1000);

  private static RoutingPolicy policy(String config) {
    return ContextPolicy.factory().create(Rated.spec("context", config));
  }

  @ParameterizedTest(name = "{0} tokens score {1}")
  @CsvSource({"1, 1", "800, 1", "801, 0.9955", "900, 0.55", "1000, 0.1", "1001, NaN"})
  void penalisesWhatIsAboveEightyPercentOfTheWindow(long tokens, double score) {
    assertThat(Rated.scores(policy("{}"), Rated.request(tokens), THOUSAND).get(0))
        .isCloseTo(score, within(1e-9));
  }

  @Test
  void countsTheClientsMaximumOfOutputTokens() {
    assertThat(Rated.scores(policy("{}"), Rated.request(400, OptionalLong.of(500)), THOUSAND))
        .allSatisfy(score -> assertThat(score).isCloseTo(0.55, within(1e-9)));
  }

  @Test
  void saysHowMuchIsNeededAndHowMuchThereIs() {
    assertThat(policy("{}").rate(Rated.request(1500), Rated.candidates(THOUSAND)))
        .containsExactly(
            new Verdict.Exclude("the request needs about 1500 tokens, and the window has 1000"));
  }

  @Test
  void knowsNothingAgainstAModelWithoutAWindow() {
    assertThat(Rated.scores(policy("{}"), Rated.request(5_000_000), Models.named("a")))
        .containsExactly(1.0);
  }

  @Test
  void takesAnotherSoftLimit() {
    RoutingPolicy policy = policy("{\"softLimit\":0.5}");

    assertThat(Rated.scores(policy, Rated.request(750), THOUSAND)).containsExactly(0.55);
    assertThat(Rated.scores(policy("{\"softLimit\":1}"), Rated.request(1000), THOUSAND))
        .containsExactly(1.0);
  }

  @Test
  void refusesWrongSettings() {
    assertThatThrownBy(() -> policy("{\"softLimit\":2}"))
        .hasMessage("must have a number from 0 to 1 as \"softLimit\"");
    assertThatThrownBy(() -> policy("{\"limit\":1}")).hasMessageContaining("\"limit\"");
  }
}
