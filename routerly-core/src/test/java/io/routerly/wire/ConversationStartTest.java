package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationStartTest {
  private static final String FIRST =
      "{\"model\":\"a\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
          + "{\"role\":\"user\",\"content\":\"Hello\"}";

  private static ConversationStart start(String json) {
    return ConversationStart.of(json.getBytes(UTF_8)).orElseThrow();
  }

  @Test
  void isTheSameInTheNextTurn() {
    ConversationStart first = start(FIRST + "]}");
    ConversationStart second =
        start(
            FIRST
                + ",{\"role\":\"assistant\",\"content\":\"Hi\"},"
                + "{\"role\":\"user\",\"content\":\"And?\"}]}");

    assertThat(first.continued()).isFalse();
    assertThat(second.continued()).isTrue();
    assertThat(second.mark()).isEqualTo(first.mark());
  }

  @Test
  void doesNotHeedWhereTheCacheEnds() {
    String marked =
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\","
            + "\"cache_control\":{\"type\":\"ephemeral\"}}]}]}";
    String plain =
        "{\"messages\":[{\"content\":[{\"text\":\"Hello\",\"type\":\"text\"}],\"role\":\"user\"}]}";

    assertThat(start(marked).mark()).isEqualTo(start(plain).mark());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\":[{\"role\":\"system\",\"content\":\"Be long.\"},"
            + "{\"role\":\"user\",\"content\":\"Hello\"}]}",
        "{\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
            + "{\"role\":\"user\",\"content\":\"Hello!\"}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"Be brief.\"}]}"
      })
  void differsWhereTheFirstMessagesDo(String other) {
    assertThat(start(other).mark()).isNotEqualTo(start(FIRST + "]}").mark());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"messages\":[]}",
        "{\"messages\":\"Hello\"}",
        "{\"input\":\"Hello\"}",
        "{\"messages\":[1,{\"role\":\"system\",\"content\":\"Hello\"}]}"
      })
  void isNotKnownOfARequestWithoutMessagesOfTheUser(String json) {
    assertThat(ConversationStart.of(json.getBytes(UTF_8))).isEmpty();
  }
}
