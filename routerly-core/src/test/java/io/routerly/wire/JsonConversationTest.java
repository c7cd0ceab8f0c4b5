package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.Conversation;
import io.routerly.chat.Turn;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonConversationTest {
  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}|",
        "{\"messages\":[{\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}]}|IMAGES",
        "{\"input\":[{\"content\":[{\"type\":\"input_image\"}]}]}|IMAGES",
        "{\"messages\":[{\"content\":[{\"type\":\"image\"}]}]}|IMAGES",
        "{\"messages\":[{\"content\":[{\"type\":\"tool_result\",\"content\":[{\"type\":\"image\"}]}]}]}|IMAGES",
        "{\"messages\":[{\"content\":[{\"type\":\"file\"}]}]}|DOCUMENTS",
        "{\"input\":[{\"content\":[{\"type\":\"input_file\"}]}]}|DOCUMENTS",
        "{\"messages\":[{\"content\":[{\"type\":\"document\"}]}]}|DOCUMENTS",
        "{\"tools\":[{}]}|TOOLS",
        "{\"functions\":[{}]}|TOOLS",
        "{\"tools\":[]}|",
        "{\"response_format\":{\"type\":\"json_object\"}}|JSON_MODE",
        "{\"response_format\":{\"type\":\"text\"}}|",
        "{\"text\":{\"format\":{\"type\":\"json_schema\"}}}|JSON_MODE",
        "{\"output_format\":{\"type\":\"json_schema\"}}|JSON_MODE",
        "{\"output_config\":{\"format\":{\"type\":\"json_schema\"}}}|JSON_MODE",
        "{\"thinking\":{\"type\":\"enabled\"}}|THINKING",
        "{\"thinking\":{\"type\":\"disabled\"}}|",
        "{\"reasoning_effort\":\"high\"}|THINKING",
        "{\"reasoning_effort\":\"none\"}|",
        "{\"reasoning\":{\"effort\":\"low\"}}|THINKING",
        "{\"reasoning\":{\"effort\":\"none\"}}|",
        "{\"messages\":7,\"tools\":{},\"text\":null,\"thinking\":true,\"input\":[1,{\"content\":[2]}]}|"
      })
  void findsWhatARequestTakesOfAModel(String body, String features) {
    assertThat(
            conversation(body).features().stream()
                .map(Enum::name)
                .sorted()
                .collect(Collectors.joining(" ")))
        .isEqualTo(features == null ? "" : features);
  }

  @Test
  void readsTheTextOfAChat() {
    assertThat(
            conversation(
                    """
                    {"messages":[{"role":"system","content":"Be brief."},
                     {"role":"user","content":[{"type":"text","text":"What"},
                       {"type":"image_url","image_url":{}},{"type":"text","text":"is this?"}]}]}""")
                .turns())
        .containsExactly(new Turn("system", "Be brief."), new Turn("user", "What\nis this?"));
  }

  @Test
  void readsTheTextOfAMessagesRequest() {
    assertThat(
            conversation(
                    """
                    {"messages":[{"role":"user","content":"Hi"}],
                     "system":[{"type":"text","text":"Be brief."}]}""")
                .turns())
        .containsExactly(new Turn("system", "Be brief."), new Turn("user", "Hi"));
  }

  @Test
  void readsTheTextOfAResponsesRequest() {
    assertThat(conversation("{\"instructions\":\"Be brief.\",\"input\":\"Hi\"}").turns())
        .containsExactly(new Turn("system", "Be brief."), new Turn("user", "Hi"));
    assertThat(
            conversation(
                    "{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\","
                        + "\"text\":\"Hi\"}]}]}")
                .turns())
        .containsExactly(new Turn("user", "Hi"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "a text|{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"secret\"}",
        "blocks|{\"type\":\"tool_result\",\"content\":[{\"type\":\"text\",\"text\":\"secret\"}]}",
        "a text beside|{\"type\":\"tool_result\",\"text\":\"secret\"}"
      })
  void doesNotTakeWhatAToolSaidForWordsOfTheUser(String form, String part) {
    assertThat(
            conversation("{\"messages\":[{\"role\":\"user\",\"content\":[%s]}]}".formatted(part))
                .turns())
        .containsExactly(new Turn("user", ""));
    assertThat(
            conversation(
                    """
                    {"messages":[{"role":"user","content":[%s,{"type":"text","text":"Go on."}]}]}"""
                        .formatted(part))
                .turns())
        .containsExactly(new Turn("user", "Go on."));
  }

  @Test
  void knowsNothingOfABodyWithANumberThatNoTreeTakes() {
    Conversation conversation =
        conversation(
            "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"x\":1%s}"
                .formatted("0".repeat(5_000)));

    assertThat(conversation.turns()).isEmpty();
    assertThat(conversation.features()).isEmpty();
  }

  @Test
  void readsNothingBeforeItIsAsked() {
    byte[] changed = "[]".getBytes(UTF_8);
    Conversation conversation = JsonConversation.of(WireFormat.OPENAI_CHAT, changed);
    changed[0] = '{';
    changed[1] = '}';

    assertThat(conversation.turns()).isEmpty();
    changed[0] = '?';
    assertThat(conversation.features()).isEmpty();
  }

  @Test
  void knowsNothingOfWhatIsPassedThrough() {
    Conversation opaque = JsonConversation.of(WireFormat.OPAQUE, new byte[] {1});

    assertThat(opaque.features()).isEmpty();
    assertThat(opaque.turns()).isEmpty();
  }

  private static Conversation conversation(String body) {
    return JsonConversation.of(WireFormat.OPENAI_CHAT, body.getBytes(UTF_8));
  }
}
