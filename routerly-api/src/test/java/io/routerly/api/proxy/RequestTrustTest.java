package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallType;
import io.routerly.domain.UsageRecord;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.script.Script;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What clients may not get past the gateway: paths, models and bodies that are not what they seem.
 */
class RequestTrustTest {
  private static final String CHAT =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  @TempDir Path home;

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "v1/ch%61t/completions",
        "v1/ch%2561t/completions",
        "v1/CHAT/completions",
        "v1/chat/Completions",
        "v1/chat%2fcompletions",
        "v1/chat/completions%20",
        "v1/chat/completions%3Bx=1",
        "v1/%72esponses",
        "v1/Messages",
        "projects/my-app/v1/messag%65s"
      })
  void knowsAnEndpointByNoOtherSpelling(String path) {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "openai", openAi)) {
      assertThat(proxy.post(path, CHAT).statusCode()).isEqualTo(404);
      assertThat(openAi.requests()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "v1/chat/completions;x=1",
        "v1/chat;x=1/completions",
        "v1//chat/completions",
        "v1/chat//completions",
        "v1/chat/./completions",
        "v1/chat/completions/"
      })
  void servesWhatTheServerTakesForAnEndpointAsThatEndpointOrNotAtAll(String path) {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("m", "openai", openAi)) {
      HttpResponse<String> response = proxy.post(path, CHAT);

      assertThat(response.statusCode()).isIn(200, 404);
      assertThat(proxy.records()).noneMatch(r -> r.callType().wireName().equals("passthrough"));
      assertThat(openAi.requests()).allMatch(r -> r.path().equals("/v1/chat/completions"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE"})
  void findsOrRefusesTheModelOfAJsonBodyWhateverItsContentTypeSays(String charset) {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model("cheap", "openai", openAi)
                .model("dear", "openai", openAi)) {
      byte[] body = " \n{\"model\":\"dear\"}".getBytes(Charset.forName(charset));
      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request("v1/embeddings")
                  .header("Authorization", "Bearer " + proxy.token())
                  .header("x-routerly-model", "cheap")
                  .header("Content-Type", "text/plain")
                  .POST(BodyPublishers.ofByteArray(body)));

      assertThat(proxy.records()).noneMatch(record -> record.modelId().equals("cheap"));
      assertThat(charset.equals("UTF-8") || response.statusCode() == 400).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"v1/audio?model=dear", "v1/audio?model=cheap&model=dear"})
  void refusesAQueryThatNamesAnotherModel(String path) {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model("cheap", "openai", openAi)
                .model("dear", "openai", openAi)) {
      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request(path)
                  .header("Authorization", "Bearer " + proxy.token())
                  .header("x-routerly-model", "cheap"));

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(openAi.requests()).isEmpty();
    }
  }

  @Test
  void keepsAPassThroughCallToItsModelThoughAChatNamedItBefore() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model("cheap", "openai", openAi)
                .model("dear", "openai", openAi)) {
      openAi.byDefault(Script.error(404));

      proxy.post("v1/chat/completions", "{\"model\":\"cheap\",\"messages\":[]}");
      proxy.post("v1/unheard", "{\"model\":\"cheap\"}");

      assertThat(proxy.records())
          .filteredOn(record -> record.callType() == CallType.PASSTHROUGH)
          .extracting(UsageRecord::modelId)
          .containsOnly("cheap");
    }
  }

  @Test
  void putsNoModelIntoARequestThatNamesNone() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("cheap", "openai", openAi)) {
      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request("v1/chat/completions")
                  .header("Authorization", "Bearer " + proxy.token())
                  .header("x-routerly-model", "cheap")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"messages\":[]}")));

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(openAi.requests()).isEmpty();
    }
  }

  @Test
  void refusesAFormInTheUrlsEncoding() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("cheap", "openai", openAi)) {
      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request("v1/audio/transcriptions")
                  .header("Authorization", "Bearer " + proxy.token())
                  .header("x-routerly-model", "cheap")
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString("model=dear")));

      assertThat(response.statusCode()).isEqualTo(400);
    }
  }

  @Test
  void refusesAModelNameThatIsLongerThanAnyWithoutRepeatingIt() {
    try (RunningProxy proxy = new RunningProxy(home)) {
      String name = "n".repeat(201);
      HttpResponse<String> inBody =
          proxy.post("v1/chat/completions", CHAT.replace("\"m\"", "\"" + name + "\""));
      HttpResponse<String> inQuery = proxy.get("v1/files?model=" + name);

      assertThat(inBody.statusCode()).isEqualTo(400);
      assertThat(inQuery.statusCode()).isEqualTo(400);
      assertThat(inBody.body() + inQuery.body()).doesNotContain("nnn");
    }
  }

  @Test
  void tellsAPackedBodyThatIsCutOffAsMalformedAndNotAsLate() throws IOException {
    try (RunningProxy proxy = new RunningProxy(home)) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(CHAT.getBytes(StandardCharsets.UTF_8));
      }
      byte[] whole = packed.toByteArray();

      assertThat(sendPacked(proxy, Arrays.copyOf(whole, whole.length - 9))).isEqualTo(400);
      assertThat(sendPacked(proxy, new byte[0])).isEqualTo(400);
    }
  }

  private static int sendPacked(RunningProxy proxy, byte[] body) {
    return proxy
        .send(
            proxy
                .request("v1/chat/completions")
                .header("Authorization", "Bearer " + proxy.token())
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body)))
        .statusCode();
  }

  @Test
  void limitsABodyOfUnknownLengthHoweverSmallTheLimitIs() {
    try (RunningProxy proxy = new RunningProxy(home).maxRequestBytes(1024)) {
      byte[] body = new byte[2000];
      HttpResponse<String> response =
          proxy.send(
              proxy
                  .request("v1/chat/completions")
                  .header("Authorization", "Bearer " + proxy.token())
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

      assertThat(response.statusCode()).isEqualTo(413);
    }
  }
}
