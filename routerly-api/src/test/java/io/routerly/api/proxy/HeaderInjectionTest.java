package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.auth.SessionOrigin;
import io.routerly.domain.User;
import io.routerly.testkit.FakeGemini;
import io.routerly.testkit.FakeOpenAi;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Line ends in values that become headers somewhere. */
class HeaderInjectionTest {
  private static FakeOpenAi openAi;
  private static FakeGemini gemini;
  private static RunningProxy proxy;
  private static String admin;

  @BeforeAll
  static void start(@TempDir Path home) {
    openAi = FakeOpenAi.start();
    gemini = FakeGemini.start();
    proxy =
        new RunningProxy(home).model("m", "openai", openAi).model("gemini-3-pro", "gemini", gemini);
    User root = new User("usr_root", "root@example.com", "$2a$04$x", "admin", Optional.empty());
    proxy.edit(state -> state.withUsers(List.of(root)));
    admin = proxy.gateway().signIn().sessions().start(root, SessionOrigin.UNKNOWN).token();
  }

  @AfterAll
  static void stop() {
    proxy.close();
    openAi.close();
    gemini.close();
  }

  private static HttpResponse<String> managed(String method, String path, String body) {
    return proxy.send(
        proxy
            .request(path)
            .header("Authorization", "Bearer " + admin)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  @ParameterizedTest(name = "{1} {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'id':'x','provider':'openai','headers':{'X-A':'b~X-C: d'}             | api/models",
        "'id':'x','provider':'openai','headers':{'X-A~X-C':'d'}                | api/models",
        "'id':'x','provider':'openai','headers':{'X A':'d'}                    | api/models",
        "'id':'x~X-C: d','provider':'openai'                                   | api/models",
        "'id':'x','provider':'custom','baseUrl':'http://h/~X-C: d'             | api/models",
        "'name':'P','slug':'p~X-C: d'                                          | api/projects",
        "'email':'a@example.com~X: y','password':'long-enough-1','role':'member' | api/users"
      })
  void noSettingBringsALineEndIntoAHeader(String fields, String path) {
    String body = "{" + fields.replace('\'', '"').replace("~", "\\r\\n") + "}";

    assertThat(managed("POST", path, body).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'type':'smtp','name':'c','host':'h~X','from':'a@b.example','to':['c@d.example']",
        "'type':'smtp','name':'c','host':'h','from':'a@b.example~Bcc: x@y.example','to':['c@d.example']",
        "'type':'smtp','name':'c','host':'h','from':'a@b.example','to':['c@d.example~Bcc: x@y.example']",
        "'type':'smtp','name':'c','host':'h','user':'u~x','password':'p','from':'a@b.example','to':['c@d.example']",
        "'type':'webhook','name':'c','url':'https://h.example/~X-C: d'"
      })
  void noChannelDoesEither(String channel) {
    String body =
        "{\"notifications\":[{" + channel.replace('\'', '"').replace("~", "\\r\\n") + "}]}";

    assertThat(managed("PATCH", "api/settings", body).statusCode()).isEqualTo(400);
  }

  @Test
  void aFieldsNameThatIsToldAsDroppedBringsNoHeader() {
    HttpResponse<String> answer =
        proxy.post(
            "v1/chat/completions",
            "{\"model\":\"gemini-3-pro\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + "\"x\\r\\nX-Injected: canary\":1,\"y\\u0000\\u2028é\":2}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-injected")).isEmpty();
    assertThat(answer.headers().allValues("x-routerly-dropped"))
        .allSatisfy(value -> assertThat(value).matches("[ -~]*"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "x-routerly-model,           'm%0d%0aX-Injected: y'",
    "x-routerly-model,           'm\tn'",
    "x-routerly-strict,          'true\tfalse'",
    "x-routerly-trace,           'true%0d%0a'",
    "x-routerly-conversation-id, 'a%0d%0aX-Injected: y'",
    "x-routerly-trace-id,        'trc_mine'",
    "x-request-id,               'a%0d%0aX-Injected: y'"
  })
  void noRequestsValueComesBackAsAHeaderOfItsOwn(String name, String value) {
    HttpResponse<String> answer =
        proxy.send(
            proxy
                .request("v1/chat/completions")
                .header("x-api-key", proxy.token())
                .header(name, value)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")));

    assertThat(answer.headers().firstValue("x-injected")).isEmpty();
    assertThat(answer.headers().map().values())
        .allSatisfy(values -> assertThat(values).doesNotContain(value));
  }
}
