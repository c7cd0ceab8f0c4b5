package io.routerly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.chat.Reasoning;
import io.routerly.wire.ApiTraits.Quirk;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffortsTest {
  private final Losses losses = new Losses();

  @ParameterizedTest(name = "{0} to a model that takes {1} is {2}")
  @CsvSource({
    "none, minimal low medium high, minimal",
    "none, low medium high, low",
    "minimal, none low medium high, low",
    "medium, none high, high",
    "low, none high, high",
    "low, high, high",
    "xhigh, low medium high, high",
    "max, none low medium high xhigh, xhigh",
    "high, none default, default",
    "high, low medium, medium",
  })
  void saysTheNearestWordThatTheModelTakes(String word, String taken, String said) {
    assertThat(efforts(taken).fit(word, losses)).hasValue(said);
    assertThat(losses.fields()).containsExactly(ChatField.REASONING_EFFORT);
  }

  @ParameterizedTest(name = "{0} to a model that takes {1}")
  @CsvSource({"none, none high", "max, max", "newer, low high", "default, none default"})
  void leavesAWordThatTheModelTakesAndOneThatNobodyKnows(String word, String taken) {
    assertThat(efforts(taken).fit(word, losses)).hasValue(word);
    assertThat(losses.isEmpty()).isTrue();
  }

  @ParameterizedTest(name = "{0} to a model that takes {1}")
  @CsvSource({"low, -", "newer, -", "low, none", "max, none"})
  void saysNothingWhereThereIsNoWordForIt(String word, String taken) {
    assertThat(efforts(taken).fit(word, losses)).isEmpty();
    assertThat(losses.fields()).containsExactly(ChatField.REASONING_EFFORT);
  }

  @Test
  void toBeToldNotToThinkIsNoLossToAModelThatTakesNoEffort() {
    assertThat(Efforts.of().fit("none", losses)).isEmpty();
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void leavesTheLossOfABudgetToBeToldByOthers() {
    assertThat(Efforts.of().fit(reasoning(null, 9_000), losses)).isEmpty();
    assertThat(losses.isEmpty()).isTrue();
    assertThat(Efforts.of("low").fit(reasoning("high", 9_000), losses)).hasValue("low");
    assertThat(losses.fields()).containsExactly(ChatField.REASONING_EFFORT);
  }

  @Test
  void traitsRefuseMoreOfARequestThatDoesNotForbidThinking() {
    ApiTraits traits = ApiTraits.refusingThinking(Set.of("top_p"));

    assertThat(traits.isPlain()).isFalse();
    assertThat(traits.forEffort(Optional.of("none")).refused()).isEmpty();
    assertThat(traits.forEffort(Optional.of("low")).refused()).containsExactly("top_p");
    assertThat(traits.forEffort(Optional.empty()).refused()).containsExactly("top_p");
  }

  @Test
  void aModelThatThinksOnlyIfItIsAskedRefusesNothingOfARequestThatDoesNotAsk() {
    ApiTraits traits =
        ApiTraits.refusingThinking(Set.of("top_p"))
            .and(new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.THINKS_IF_ASKED)));

    assertThat(traits.forEffort(Optional.empty()).refused()).isEmpty();
    assertThat(traits.forEffort(Optional.of("none")).refused()).isEmpty();
    assertThat(traits.forEffort(Optional.of("low")).refused()).containsExactly("top_p");
  }

  @Test
  void ofTwoTraitsTheOnesThatKnowTheEffortsHold() {
    ApiTraits some = ApiTraits.taking(Efforts.of("low"));

    assertThat(some.and(ApiTraits.taking(Efforts.of())).efforts()).hasValue(Efforts.of());
    assertThat(some.and(ApiTraits.refusingThinking(Set.of("x"))).efforts())
        .hasValue(Efforts.of("low"));
  }

  private static Reasoning reasoning(@Nullable String effort, long budget) {
    return new Reasoning(
        Optional.empty(), Optional.ofNullable(effort), OptionalLong.of(budget), Optional.empty());
  }

  private static Efforts efforts(String taken) {
    List<String> words = Arrays.asList(taken.split(" ", -1));
    return new Efforts(words.equals(List.of("-")) ? List.of() : words);
  }
}
