package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.Feature;
import io.routerly.domain.Models;
import io.routerly.routing.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilityPolicyTest {
  private final CapabilityPolicy policy = new CapabilityPolicy();

  @ParameterizedTest(name = "{0} needs {1}")
  @CsvSource({
    "IMAGES, vision",
    "TOOLS, tools",
    "JSON_MODE, json_mode",
    "THINKING, thinking",
    "DOCUMENTS, documents"
  })
  void leavesOutAModelThatLacksWhatTheRequestNeeds(Feature feature, String capability) {
    assertThat(
            policy.rate(
                Rated.needing(feature),
                Rated.candidates(Models.able("able", capability), Models.able("other", "chat"))))
        .containsExactly(
            new Verdict.Score(1),
            new Verdict.Exclude(
                "the request needs \"" + capability + "\", which the model does not offer"));
  }

  @Test
  void takesAModelOfWhichNothingIsToldForAble() {
    assertThat(Rated.scores(policy, Rated.needing(Feature.values()), Models.named("a")))
        .containsExactly(1.0);
  }

  @Test
  void leavesNobodyOutForAPlainRequest() {
    assertThat(Rated.scores(policy, Rated.request(1), Models.able("a", "chat")))
        .containsExactly(1.0);
  }
}
