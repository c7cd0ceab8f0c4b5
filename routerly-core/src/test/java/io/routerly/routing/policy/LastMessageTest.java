package io.routerly.routing.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.wire.JsonConversation;
import io.routerly.wire.WireFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LastMessageTest {
  static List<Arguments> conversationsWithATool() {
    return List.of(
        Arguments.of(
            WireFormat.OPENAI_CHAT,
            """
            {"messages":[
              {"role":"user","content":"Write a poem"},
              {"role":"assistant","tool_calls":[{"id":"t","function":{"name":"read"}}]},
              {"role":"tool","tool_call_id":"t","content":"secret file"}]}"""),
        Arguments.of(
            WireFormat.OPENAI_RESPONSES,
            """
            {"input":[
              {"role":"user","content":[{"type":"input_text","text":"Write a poem"}]},
              {"type":"function_call","call_id":"t","name":"read","arguments":"{}"},
              {"type":"function_call_output","call_id":"t","output":"secret file"}]}"""),
        Arguments.of(
            WireFormat.ANTHROPIC_MESSAGES,
            """
            {"messages":[
              {"role":"user","content":"Write a poem"},
              {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"read"}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t",
                "content":[{"type":"text","text":"secret file"}]}]}]}"""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conversationsWithATool")
  void isWhatTheUserSaidAndNotWhatAToolFound(WireFormat format, String body) {
    assertThat(last(format, body, 100)).isEqualTo("Write a poem");
  }

  @Test
  void isCutBetweenCharacters() {
    String body = "{\"messages\":[{\"role\":\"user\",\"content\":\" ab\uD83D\uDE00 \"}]}";

    assertThat(last(WireFormat.OPENAI_CHAT, body, 3)).isEqualTo("ab");
    assertThat(last(WireFormat.OPENAI_CHAT, body, 4)).isEqualTo("ab\uD83D\uDE00");
  }

  private static String last(WireFormat format, String body, int most) {
    return LastMessage.of(JsonConversation.of(format, body.getBytes(UTF_8)), most);
  }
}
