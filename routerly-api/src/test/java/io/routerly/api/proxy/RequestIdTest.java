package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.script.Script;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests are called. */
class RequestIdTest {
  private static FakeOpenAi openAi;
  private static RunningProxy proxy;

  @BeforeAll
  static void start(@TempDir Path home) {
    openAi = FakeOpenAi.start();
    proxy = new RunningProxy(home).model("m", "openai", openAi);
  }

  @AfterAll
  static void stop() {
    proxy.close();
    openAi.close();
  }

  private static HttpResponse<String> status(String name) {
    return proxy.send(proxy.request("api/setup/status").header("X-Request-Id", name));
  }

  @Test
  void aClientsNameIsToldBackBesideTheId() {
    HttpResponse<String> answer = status("b0f9:Root=1-67@a/b_c.d");

    assertThat(answer.headers().allValues("x-request-id"))
        .containsExactly("b0f9:Root=1-67@a/b_c.d");
    assertThat(answer.headers().firstValue("x-routerly-trace-id")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "a;b", "<b>", "\"a\"", "tab\tbed", "${jndi:x}", "é"})
  void aNameThatCouldMeanSomethingIsNotRepeated(String name) {
    assertThat(status(name).headers().firstValue("x-request-id")).isEmpty();
    assertThat(status("a".repeat(129)).headers().firstValue("x-request-id")).isEmpty();
  }

  @Test
  void theProvidersNameGoesBeforeTheClients() {
    openAi.next(Script.text("Hi").header("x-request-id", "req_provider"));

    HttpResponse<String> answer =
        proxy.send(
            proxy
                .request("v1/chat/completions")
                .header("x-api-key", proxy.token())
                .header("X-Request-Id", "mine")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")));

    assertThat(answer.headers().allValues("x-request-id")).contains("req_provider");
    assertThat(answer.headers().allValues("x-request-id")).doesNotContain("mine");
    assertThat(openAi.requests().get(0).header("x-request-id")).isEmpty();
  }
}
