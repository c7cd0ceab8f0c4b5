package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForeignReasoningTest {
  private static final String TURNS =
      "{ \"messages\" : [{\"role\":\"user\",\"content\":\"Hi\"},%s], \"seed\":1e2 }";
  private static final String SEAL =
      ", \"extra_content\":{\"google\":{\"thought_signature\":\"c2VhbA==\"}}";
  private static final String CALLS =
      "{\"role\":\"assistant\"%s, \"tool_calls\":[{\"id\":\"c1\",\"function\":{\"name\":\"f\","
          + "\"arguments\":\"{}\"}%s},{%s\"id\":\"c2\",\"function\":{\"name\":\"f\"}}]}";
  private static final String THOUGHT = ", \"reasoning_content\":\"Hm.\"";
  private static final String SEALED_TURN = CALLS.formatted(THOUGHT, SEAL, SEAL.substring(2) + ",");

  private final Losses losses = new Losses();

  /** Knows what was thought before {@code c1}, and its seal, in a conversation that says Hi. */
  private static final class Known implements ChatTurns.Supply {
    @Override
    public String file(String url) {
      throw new AssertionError(url);
    }

    @Override
    public Optional<String> reasoning(List<Called> calls) {
      return calls.stream().anyMatch(Known::isKnown) ? Optional.of("Hm.") : Optional.empty();
    }

    @Override
    public Optional<String> seal(Called call) {
      return isKnown(call) ? Optional.of("c2VhbA==") : Optional.empty();
    }

    private static boolean isKnown(Called call) {
      return call.id().equals("c1") && call.said().equals("Hi");
    }
  }

  @Test
  void anApiThatKnowsNeitherFieldGetsNeitherAndEveryOtherByte() {
    String plain = "{\"role\":\"assistant\",\"content\":\"Yes\"}";
    String thought = "{\"reasoning_content\" : \"Hm.\", " + plain.substring(1);

    assertThat(without(Quirk.NO_REASONING_IN_MESSAGES, SEALED_TURN + "," + thought))
        .isEqualTo(TURNS.formatted(CALLS.formatted("", "", "") + "," + plain));
    assertThat(losses.fields())
        .containsExactlyInAnyOrder(ChatField.THINKING, ChatField.THINKING_SIGNATURE);
  }

  @Test
  void anEmptyFieldIsTakenOutWithoutAWord() {
    assertThat(
            without(
                Quirk.NO_REASONING_IN_MESSAGES,
                CALLS.formatted(", \"reasoning_content\":null", ", \"extra_content\":{}", "")))
        .isEqualTo(TURNS.formatted(CALLS.formatted("", "", "")));
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void anApiThatMayKnowThemLosesWhatCameFromElsewhere() {
    assertThat(without(Quirk.NO_CUSTOM_TOOLS, SEALED_TURN))
        .isEqualTo(TURNS.formatted(CALLS.formatted("", "", SEAL.substring(2) + ",")));
  }

  @Test
  void anApiThatMayKnowThemKeepsWhatMayBeItsOwn() {
    String own = SEALED_TURN.replace("c1", "c3").replace("Hm.", "Well.");
    String other = CALLS.formatted(THOUGHT.replace("Hm.", "Well."), "", "");

    assertThat(without(Quirk.NO_CUSTOM_TOOLS, own)).isEqualTo(TURNS.formatted(own));
    assertThat(without(Quirk.NO_CUSTOM_TOOLS, other)).isEqualTo(TURNS.formatted(other));
    assertThat(losses.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"SEALED_TOOL_CALLS", "TAKES_SEALS"})
  void theApiOfTheSealsMakerKeepsThem(Quirk google) {
    assertThat(without(google, CALLS.formatted("", SEAL, "")))
        .isEqualTo(TURNS.formatted(CALLS.formatted("", SEAL, "")));
  }

  @Test
  void anApiThatWantsReasoningBackGetsItWithoutTheSeal() {
    assertThat(without(Quirk.WANTS_REASONING_BACK, CALLS.formatted(THOUGHT, SEAL, "")))
        .isEqualTo(TURNS.formatted(CALLS.formatted(THOUGHT, "", "")));
  }

  @Test
  void aRequestThatOnlySpeaksOfThemIsTheSameArray() {
    byte[] body =
        TURNS
            .formatted("{\"role\":\"user\",\"content\":\"\\\"reasoning_content\\\"\"}")
            .getBytes(UTF_8);

    assertThat(ForeignReasoning.without(body, traits(Quirk.BARE_MESSAGES), new Known(), losses))
        .isSameAs(body);
  }

  private String without(Quirk quirk, String turns) {
    byte[] body = TURNS.formatted(turns).getBytes(UTF_8);
    return new String(ForeignReasoning.without(body, traits(quirk), new Known(), losses), UTF_8);
  }

  private static ApiTraits traits(Quirk quirk) {
    return new ApiTraits(Set.of(), Map.of(), Set.of(quirk));
  }
}
