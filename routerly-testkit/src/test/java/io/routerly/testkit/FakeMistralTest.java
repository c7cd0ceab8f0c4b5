package io.routerly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeMistralTest {
  private static final String CHAT =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]%s}";

  private final FakeMistral fake = FakeMistral.start();

  @AfterEach
  void close() {
    fake.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_completion_tokens", "stream_options", "seed", "logprobs", "user"})
  void refusesTheFieldsItDoesNotKnow(String field) throws Exception {
    assertThat(chat(CHAT.formatted(",\"" + field + "\":1")))
        .contains("extra_forbidden", "[\"body\",\"" + field + "\"]");
  }

  @Test
  void refusesRolesAndNamesThatOnlyOpenAiHas() throws Exception {
    assertThat(chat(CHAT.formatted("").replace("user", "developer"))).contains("expected tags");
    assertThat(chat(CHAT.formatted("").replace("\"content\"", "\"name\":\"a\",\"content\"")))
        .contains("[\"body\",\"messages\",\"0\",\"user\",\"name\"]");
  }

  @Test
  void refusesIdsOfAnotherShapeThanItsOwn() throws Exception {
    fake.byDefault(Script.say(new Part.ToolCall("f", "{}")));
    String own = chat(CHAT.formatted(""));
    assertThat(own).containsPattern("\"id\":\"[A-Za-z0-9]{9}\"");

    String turns =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"%s\"}]},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"%s\",\"content\":\"\"}]}";
    assertThat(chat(turns.formatted("call_1", "call_1"))).contains("with a length of 9");
    assertThat(chat(turns.formatted("abcdefgh1", "abcdefgh1"))).contains("chat.completion");
  }

  @Test
  void tellsTheUsageOfAStreamUnasked() throws Exception {
    assertThat(chat(CHAT.formatted(",\"stream\":true")))
        .containsPattern("\"finish_reason\":\"stop\".*\"usage\":\\{\"prompt_tokens\"");
  }

  private String chat(String body) throws Exception {
    return TestClient.post(fake.baseUrl() + "/chat/completions", body, TestClient.openAi(fake))
        .body();
  }
}
