package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.script.Script;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers that tell browsers what not to do with answers. */
class BrowserHeadersTest {
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

  private static void assertComplete(HttpResponse<String> answer) {
    HttpHeaders headers = answer.headers();
    assertThat(headers.allValues("x-content-type-options")).containsExactly("nosniff");
    assertThat(headers.allValues("content-security-policy"))
        .containsExactly("default-src 'none'; frame-ancestors 'none'");
    assertThat(headers.allValues("referrer-policy")).containsExactly("no-referrer");
    assertThat(headers.firstValue("server")).isEmpty();
    assertThat(headers.firstValue("x-powered-by")).isEmpty();
    assertThat(headers.firstValue("strict-transport-security")).isEmpty();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "'',                          200, no-store",
    "health,                      200, no-store",
    "metrics,                     401, no-store",
    "nothing,                     404, no-store",
    "api/setup/status,            200, no-store",
    "api/models,                  401, no-store",
    "api/nothing,                 404, no-store",
    "v1/models,                   200, ",
    "v1/models/none,              404, ",
    "projects/other/v1/models,    403, "
  })
  void everyAnswerHasThem(String path, int status, String cacheControl) {
    HttpResponse<String> answer = proxy.get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("cache-control").orElse(null)).isEqualTo(cacheControl);
    assertComplete(answer);
  }

  @Test
  void aPageThatAProviderAnswersRunsNothing() {
    openAi.next(
        Script.respond(
            200,
            "<script>alert(1)</script>",
            new Header("Content-Type", "text/html"),
            new Header("Content-Security-Policy", "default-src *"),
            new Header("Server", "provider")));

    HttpResponse<String> answer = proxy.post("v1/embeddings", "{\"model\":\"m\",\"input\":\"Hi\"}");

    assertThat(answer.body()).contains("<script>");
    assertComplete(answer);
  }

  @Test
  void browsersAreToldToKeepToTlsWherePeopleReachTheServiceByItAlone() {
    proxy.settings("{\"publicUrl\":\"https://gateway.example\"}");
    try {
      assertThat(proxy.get("v1/models").headers().firstValue("strict-transport-security"))
          .hasValue("max-age=31536000");
      assertThat(proxy.get("api/me").headers().firstValue("strict-transport-security"))
          .hasValue("max-age=31536000");
    } finally {
      proxy.settings("{\"publicUrl\":\"http://gateway.example\"}");
    }
  }
}
