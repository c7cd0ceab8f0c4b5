package io.routerly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeAzureTest {
  private static final String CHAT =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  private final FakeAzure fake = FakeAzure.start();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void answersUnderTheNameOfADeploymentWithAVersionOnly() throws Exception {
    String path = "/openai/deployments/my-gpt/chat/completions";

    assertThat(chat(path + "?api-version=2024-10-21")).contains("\"model\":\"my-gpt\"");
    assertThat(chat(path)).contains("Resource not found");
  }

  @Test
  void answersUnderItsOtherAddressWithoutAVersion() throws Exception {
    assertThat(chat("/openai/v1/chat/completions")).contains("\"model\":\"m\"");
  }

  @Test
  void takesTheKeyInItsOwnHeaderOnly() throws Exception {
    String url = fake.v1BaseUrl() + "/chat/completions";
    assertThat(TestClient.post(url, CHAT, TestClient.openAi(fake)).statusCode()).isEqualTo(401);
  }

  private String chat(String path) throws Exception {
    return TestClient.post(
            fake.origin() + path,
            CHAT,
            "api-key",
            fake.apiKey(),
            "Content-Type",
            "application/json")
        .body();
  }
}
