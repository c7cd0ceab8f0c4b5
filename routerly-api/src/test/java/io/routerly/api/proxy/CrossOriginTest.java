package io.routerly.api.proxy;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.script.Script;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers let pages of other origins do. */
class CrossOriginTest {
  private static final String APP = "https://app.example.com";
  private static final String CHAT =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private static FakeOpenAi openAi;
  private static RunningProxy proxy;

  @BeforeAll
  static void start(@TempDir Path home) {
    openAi = FakeOpenAi.start();
    proxy = new RunningProxy(home).model("m", "openai", openAi);
  }

  @BeforeEach
  void allowNobody() {
    proxy.settings("{\"corsOrigins\":[]}");
  }

  @AfterAll
  static void stop() {
    proxy.close();
    openAi.close();
  }

  private static void allowTheApp() {
    proxy.settings("{\"corsOrigins\":[\"" + APP + "\",\"http://localhost:5173\"]}");
  }

  private static HttpResponse<String> asked(String path, String origin) {
    return proxy.send(
        proxy
            .request(path)
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,x-stainless-os")
            .method("OPTIONS", BodyPublishers.noBody()));
  }

  private static HttpRequest.Builder chat(String origin) {
    return proxy
        .request("v1/chat/completions")
        .header("Origin", origin)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(CHAT));
  }

  private static void assertClosed(HttpResponse<String> answer) {
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(ROOT).startsWith("access-control-"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"v1/chat/completions", "projects/my-app/v1/messages", "api/models"})
  void noPageIsLetInUnlessTheSettingsNameItsOrigin(String path) {
    assertClosed(asked(path, APP));
    assertThat(asked(path, APP).headers().firstValue("vary")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "v1/chat/completions",
        "v1/embeddings",
        "projects/my-app/v1/messages",
        "api/models",
        "api/auth/login"
      })
  void aBrowserIsToldBeforehandWithoutACredential(String path) {
    allowTheApp();

    HttpResponse<String> answer = asked(path, APP);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue(APP);
    assertThat(answer.headers().firstValue("access-control-allow-methods").orElseThrow())
        .contains("POST", "PUT", "PATCH", "DELETE");
    assertThat(answer.headers().firstValue("access-control-allow-headers"))
        .hasValue("Authorization, *");
    assertThat(answer.headers().firstValue("access-control-max-age")).hasValue("600");
    assertThat(answer.headers().firstValue("access-control-allow-credentials")).isEmpty();
    assertThat(answer.headers().allValues("vary")).contains("Origin");
    assertThat(answer.headers().firstValue("x-routerly-trace-id")).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "https://app.example.com.evil.example",
        "https://evil.example",
        "http://app.example.com",
        "https://app.example.com:8443",
        "https://APP.example.com",
        "null",
        "*"
      })
  void noOtherOriginIsLetIn(String origin) {
    allowTheApp();

    assertClosed(asked("v1/chat/completions", origin));
    HttpResponse<String> answer = proxy.send(chat(origin).header("x-api-key", proxy.token()));
    assertClosed(answer);
    assertThat(answer.headers().allValues("vary")).contains("Origin");
  }

  @Test
  void whatPathsOutsideOfTheApisAnswerIsForNoOtherPage() {
    allowTheApp();

    assertClosed(proxy.send(proxy.request("metrics").header("Origin", APP)));
    assertClosed(proxy.send(proxy.request("health").header("Origin", APP)));
  }

  @Test
  void theAnswerOfACallIsForThePageAndWhatItsProviderSaysOfPagesIsNot() {
    allowTheApp();
    openAi.next(
        Script.text("Hi")
            .header("Access-Control-Allow-Origin", "*")
            .header("Access-Control-Allow-Credentials", "true")
            .header("Server", "provider"));

    HttpResponse<String> answer = proxy.send(chat(APP).header("x-api-key", proxy.token()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly(APP);
    assertThat(answer.headers().firstValue("access-control-expose-headers")).hasValue("*");
    assertThat(answer.headers().firstValue("access-control-allow-credentials")).isEmpty();
    assertThat(answer.headers().firstValue("server")).isEmpty();
  }

  @Test
  void errorsCanBeReadByThePageToo() {
    allowTheApp();

    HttpResponse<String> unknown = proxy.send(chat(APP).header("x-api-key", "sk-rt-wrong"));
    HttpResponse<String> signedOut = proxy.send(proxy.request("api/me").header("Origin", APP));

    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.headers().firstValue("access-control-allow-origin")).hasValue(APP);
    assertThat(signedOut.statusCode()).isEqualTo(401);
    assertThat(signedOut.headers().firstValue("access-control-allow-origin")).hasValue(APP);
  }

  @Test
  void aCredentialThatTheBrowserBringsByItselfStillTakesTheHeaderOfThePage() {
    allowTheApp();

    HttpResponse<String> answer =
        proxy.send(
            proxy
                .request("api/models")
                .header("Origin", APP)
                .header("Cookie", "routerly-session=x")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(403);
  }
}
