package io.routerly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeDeepSeekTest {
  private static final String CHAT =
      "{\"model\":\"deepseek-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}%s]%s}";

  private final FakeDeepSeek fake = FakeDeepSeek.start();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void showsItsReasoning() throws Exception {
    fake.byDefault(Script.say(new Part.Thinking("Hm."), new Part.Text("Yes.")));

    assertThat(chat("", "")).contains("\"reasoning_content\":\"Hm.\"");
  }

  @Test
  void wantsItsReasoningBackWithTheCallsThatCameOfIt() throws Exception {
    String turns =
        ",{\"role\":\"assistant\",%s\"tool_calls\":[{\"id\":\"a\"}]},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"\"}";

    assertThat(chat(turns.formatted(""), "")).contains("must be passed back");
    assertThat(chat(turns.formatted("\"reasoning_content\":\"\","), ""))
        .contains("chat.completion");
  }

  @Test
  void knowsNeitherDevelopersNorSchemas() throws Exception {
    assertThat(chat(",{\"role\":\"developer\",\"content\":\"x\"}", "")).contains("unknown variant");
    assertThat(chat("", ",\"response_format\":{\"type\":\"json_schema\"}"))
        .contains("response_format type is unavailable");
  }

  private String chat(String turns, String fields) throws Exception {
    return TestClient.post(
            fake.origin() + "/v1/chat/completions",
            CHAT.formatted(turns, fields),
            TestClient.openAi(fake))
        .body();
  }
}
