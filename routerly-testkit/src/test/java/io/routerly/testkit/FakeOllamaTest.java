package io.routerly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeOllamaTest {
  private static final String CHAT =
      "{\"model\":\"qwen3:4b\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private final FakeOllama fake = FakeOllama.start();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void answersWithoutAnyKey() throws Exception {
    assertThat(chat(CHAT)).contains("\"model\":\"qwen3:4b\"", "\"object\":\"chat.completion\"");
  }

  @Test
  void showsItsReasoningBufferedAndStreamed() throws Exception {
    fake.byDefault(Script.say(new Part.Thinking("Hm."), new Part.Text("Yes.")));
    assertThat(chat(CHAT)).contains("\"reasoning\":\"Hm.\"");
    assertThat(chat(CHAT.replace("]}", "],\"stream\":true}")))
        .contains("\"delta\":{\"reasoning\":\"Hm.\"}");
  }

  @Test
  void listsItsModelsInBothShapes() throws Exception {
    assertThat(TestClient.get(fake.origin() + "/api/tags").body())
        .startsWith("{\"models\":[{\"name\":\"qwen3:4b\"");
    assertThat(TestClient.get(fake.origin() + "/v1/models").body()).contains("\"id\":\"qwen3:4b\"");
  }

  @Test
  void refusesUnknownPathsAndBodiesWithoutModel() throws Exception {
    assertThat(TestClient.get(fake.origin() + "/api/nothing").statusCode()).isEqualTo(404);
    assertThat(chat("{\"messages\":[{}]}")).contains("\"param\":\"model\"");
  }

  private String chat(String body) throws Exception {
    String url = fake.origin() + "/v1/chat/completions";
    return TestClient.post(url, body, "Content-Type", "application/json").body();
  }
}
