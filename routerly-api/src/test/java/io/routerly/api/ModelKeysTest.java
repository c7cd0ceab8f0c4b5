package io.routerly.api;

import static io.routerly.api.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.routerly.domain.Model;
import io.routerly.domain.NamedKey;
import io.routerly.secret.MasterSecret;
import io.routerly.secret.ProviderKey;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several provider keys of one model, over the management API. */
class ModelKeysTest {
  private static final String TWO =
      """
      {"id":"gpt","provider":"openai","apiKeys":[
        {"name":"eu-1","apiKey":"sk-canary-eu","weight":3},{"name":"us","apiKey":"env:US_API_KEY"}]}""";

  private final RunningGateway gateway = new RunningGateway();
  private final Person admin = gateway.signIn("root", "admin");
  private String before = "";

  @BeforeEach
  void addModel() {
    assertThat(admin.post("api/models", TWO).statusCode()).isEqualTo(201);
    before = stored("eu-1");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Model model() {
    return gateway.config.current().model("gpt").orElseThrow();
  }

  private String stored(String name) {
    return model().keys().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow()
        .apiKey();
  }

  private List<String> names() {
    return model().keys().stream().map(NamedKey::name).toList();
  }

  private static String pointer(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(400);
    return json(response).getJsonArray("details").getJsonObject(0).getString("pointer");
  }

  @Test
  void showsTheirNamesAndWeightsToThoseWhoMayChangeThem() {
    JsonObject seen = json(admin.get("api/models/gpt"));

    assertThat(seen.getBoolean("hasApiKey")).isTrue();
    assertThat(seen.getJsonArray("apiKeys"))
        .hasToString(
            "[{\"name\":\"eu-1\",\"weight\":3},"
                + "{\"name\":\"us\",\"weight\":1,\"apiKey\":\"env:US_API_KEY\"}]");
    assertThat(json(gateway.signIn("ann", "member").get("api/models/gpt")).containsKey("apiKeys"))
        .isFalse();
    assertThat(before).startsWith("ENCRYPTED:");
  }

  @Test
  void whatAClientSeesItMaySendBack() {
    String seen = admin.get("api/models/gpt").body();

    assertThat(admin.put("api/models/gpt", seen).body()).isEqualTo(seen);
    assertThat(stored("eu-1")).isEqualTo(before);
  }

  @Test
  void keysStayWhenMasksAreSentBackInTheirPlaces() {
    admin.post("api/models/gpt/apikey", "{\"apiKey\":\"sk-canary-0\"}");
    String first = stored("default");

    admin.put(
        "api/models/gpt",
        "{\"provider\":\"openai\",\"apiKey\":\"****\",\"apiKeys\":["
            + "{\"name\":\"eu-1\",\"apiKey\":\"••••••••\"},{\"name\":\"us\",\"apiKey\":\"\"}]}");

    assertThat(names()).containsExactly("default", "eu-1", "us");
    assertThat(stored("default")).isEqualTo(first);
    assertThat(stored("eu-1")).isEqualTo(before);
    assertThat(model().apiKeys()).extracting(NamedKey::weight).containsExactly(3, 1);
  }

  @Test
  void keysStayWhenAChangeDoesNotNameThem() {
    admin.put("api/models/gpt", "{\"provider\":\"openai\"}");
    admin.patch("api/models/gpt", "{\"enabled\":false}");

    assertThat(names()).containsExactly("eu-1", "us");
    assertThat(stored("eu-1")).isEqualTo(before);
  }

  @Test
  void aListOfKeysReplacesAddsRemovesAndWeighs() {
    var patched =
        admin.patch(
            "api/models/gpt",
            "{\"apiKeys\":[{\"name\":\"new\",\"apiKey\":\"sk-canary-new\"},"
                + "{\"name\":\"eu-1\",\"apiKey\":\"********\",\"weight\":9}]}");

    assertThat(patched.statusCode()).isEqualTo(200);
    assertThat(model().apiKeys())
        .extracting(NamedKey::name, NamedKey::weight)
        .containsExactly(tuple("new", 1), tuple("eu-1", 9));
    assertThat(stored("eu-1")).isEqualTo(before);
    assertThat(stored("new")).startsWith("ENCRYPTED:");
  }

  @Test
  void aNullTakesThemAllAway() {
    admin.patch("api/models/gpt", "{\"apiKeys\":null}");

    assertThat(names()).isEmpty();
    assertThat(json(admin.get("api/models/gpt")).getBoolean("hasApiKey")).isFalse();
  }

  @Test
  void aKeyIsAddedReplacedAndRemovedByItsName() {
    String keys = "api/models/gpt/apikey";
    admin.post(keys, "{\"apiKey\":\"sk-canary-0\"}");
    admin.post(keys, "{\"apiKey\":\"sk-canary-1\",\"name\":\"eu-1\"}");
    admin.post(keys, "{\"apiKey\":\"sk-canary-2\",\"name\":\"asia\",\"weight\":5}");

    assertThat(model().keys())
        .extracting(NamedKey::name, NamedKey::weight)
        .containsExactly(tuple("default", 1), tuple("eu-1", 3), tuple("us", 1), tuple("asia", 5));
    assertThat(stored("eu-1")).startsWith("ENCRYPTED:").isNotEqualTo(before);

    assertThat(admin.delete(keys + "?name=eu-1").statusCode()).isEqualTo(200);
    assertThat(json(admin.delete(keys)).getJsonArray("apiKeys")).hasSize(2);
    assertThat(names()).containsExactly("us", "asia");
    assertThat(admin.delete(keys).statusCode()).isEqualTo(404);
    assertThat(admin.delete(keys + "?name=eu-1").statusCode()).isEqualTo(404);
  }

  @Test
  void aModelThatGoesElsewhereNeedsAllItsKeysAgain() {
    String moved = "\"baseUrl\":\"https://other.example/v1\"";
    String both =
        ",\"apiKeys\":[{\"name\":\"us\",\"apiKey\":\"sk-canary-2\"},{\"name\":\"eu-1\"%s}]";

    assertThat(pointer(admin.patch("api/models/gpt", "{" + moved + "}"))).isEqualTo("/apiKeys");
    assertThat(pointer(admin.patch("api/models/gpt", "{" + moved + both.formatted("") + "}")))
        .isEqualTo("/apiKeys/1/apiKey");
    String eu = ",\"apiKey\":\"sk-canary-3\"";
    assertThat(admin.patch("api/models/gpt", "{" + moved + both.formatted(eu) + "}").statusCode())
        .isEqualTo(200);
    assertThat(stored("eu-1")).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"name\":\"x\"}] | /apiKeys/0/apiKey",
        "[{\"name\":\"us\"},{\"name\":\"x\",\"apiKey\":\"****\"}] | /apiKeys/1/apiKey",
        "[{\"name\":\"us\",\"apiKey\":\"env:PATH\"}] | /apiKeys/0/apiKey",
        "[{\"name\":\"us\",\"weight\":0}] | /apiKeys/0/weight",
        "[{\"name\":\"us\",\"weight\":1001}] | /apiKeys/0/weight",
        "[{\"name\":\"u s\",\"apiKey\":\"k\"}] | /apiKeys/0/name",
        "[{\"name\":\"us\"},{\"name\":\"us\"}] | /apiKeys",
        "[{\"name\":\"default\",\"apiKey\":\"k\"}] | /apiKeys",
        "[{\"apiKey\":\"k\"}] | /apiKeys/0/name",
      })
  void whatIsWrongWithKeysIsToldByItsPointer(String keys, String pointer) {
    assertThat(pointer(admin.patch("api/models/gpt", "{\"apiKeys\":" + keys + "}")))
        .isEqualTo(pointer);
    assertThat(names()).containsExactly("eu-1", "us");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"apiKey\":\"****\",\"name\":\"us\"} | /apiKey",
        "{\"apiKey\":\"k\",\"weight\":2} | /weight",
        "{\"apiKey\":\"k\",\"name\":\"us\",\"weight\":0} | /weight",
        "{\"apiKey\":\"k\",\"name\":\"u s\"} | /name",
        "{\"name\":\"us\"} | /apiKey",
      })
  void whatIsWrongWithOneKeyIsToldByItsPointer(String key, String pointer) {
    assertThat(pointer(admin.post("api/models/gpt/apikey", key))).isEqualTo(pointer);
  }

  /** What was encrypted with the secret before could not be read any more. */
  @Test
  void aKeyThatComesWhileTheMasterSecretChangesIsEncryptedWithTheNewOne() {
    gateway.config.beforeEdit =
        () -> gateway.keys.use(List.of(MasterSecret.random(new SecureRandom())));

    assertThat(admin.post("api/models", TWO.replace("gpt", "made")).statusCode()).isEqualTo(201);
    String made = gateway.config.current().model("made").orElseThrow().apiKeys().get(0).apiKey();
    assertThat(gateway.keys.resolve("made", Optional.of(made)))
        .isInstanceOf(ProviderKey.Available.class);
    admin.post("api/models/gpt/apikey", "{\"name\":\"eu-1\",\"apiKey\":\"sk-canary-new\"}");
    assertThat(gateway.keys.resolve("gpt", Optional.of(stored("eu-1"))))
        .isInstanceOf(ProviderKey.Available.class);
  }

  @Test
  void onlyThoseWhoMayChangeModelsChangeTheirKeys() {
    Person member = gateway.signIn("ann", "member");

    assertThat(member.post("api/models/gpt/apikey", "{\"apiKey\":\"k\"}").statusCode())
        .isEqualTo(403);
    assertThat(member.delete("api/models/gpt/apikey?name=us").statusCode()).isEqualTo(403);
  }
}
