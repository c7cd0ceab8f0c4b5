package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationStartTest {
  private static final String FIRST =
      "{\"model\":\"a\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
          + "{\"role\":\"user\",\"content\":\"Hello\"}";

  private static ConversationStart start(String json) {
    return maybe(json).orElseThrow();
  }

  private static Optional<ConversationStart> maybe(String json) {
    byte[] body = json.getBytes(UTF_8);
    return ConversationStart.of(body, RequestScanner.scan(WireFormat.OPENAI_CHAT, body).origin());
  }

  private static String messages(String system) {
    return "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + system + "}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"system\":\"Be brief.\"",
        ",\"system\":[{\"type\":\"text\",\"text\":\"Be brief.\"}]",
        ",\"instructions\":\"Be brief.\""
      })
  void differsWhereTheInstructionsDo(String system) {
    String mark = start(messages(system)).mark();

    assertThat(mark).isEqualTo(start(messages(",\"temperature\":1" + system)).mark());
    assertThat(mark).isNotEqualTo(start(messages("")).mark());
    assertThat(mark).isNotEqualTo(start(messages(system.replace("brief", "kind"))).mark());
  }

  @Test
  void doesNotHeedTheLineForBilling() {
    String instructions =
        ",\"system\":[{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: cch=%s;\"},"
            + "{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: cch=%s;\\nBe brief.\"}]";
    String one = start(messages(instructions.formatted(1, 2))).mark();

    assertThat(one).isEqualTo(start(messages(instructions.formatted(3, 4))).mark());
    assertThat(one)
        .isNotEqualTo(
            start(messages(instructions.formatted(1, 2).replace("brief", "kind"))).mark());
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
    assertThat(maybe(json)).isEmpty();
  }
}
