package io.routerly.api.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Settings;
import io.routerly.testkit.FakeDeepSeek;
import io.routerly.testkit.FakeGemini;
import io.routerly.testkit.FakeOllama;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.FakeProvider;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.http.LoopbackServer;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Script;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chat Completions calls that pass untranslated to APIs that want more than their clients send. */
class RelayedTurnsTest {
  private static final String PATH = "v1/chat/completions";
  private static final String PNG = "\u0089PNG\r\n\u001a\n....";
  private static final String PNG_ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n%s"
          .formatted(PNG.length(), PNG);
  private static final String IMAGE =
      """
      {"model":"first", "messages":[{"role":"user","content":[
        {"type":"text","text":"What is it?"},
        {"type":"image_url","image_url":{"url":"%s"}}]}]}""";
  private static final String FIRST_TURN =
      """
      {"model":"first","stream":%s,"messages":[{"role":"user","content":"Weather?"}],
       "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]}""";
  private static final String SECOND_TURN =
      """
      {"model":"first","messages":[{"role":"user","content":"Weather?"},
       {"role":"assistant","content":null,"tool_calls":[%s]},
       {"role":"tool","tool_call_id":"c1","content":"Rain"}],
       "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]}""";
  private static final String CALL =
      "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}";
  private static final String SEAL =
      "\"extra_content\":{\"google\":{\"thought_signature\":\"%s\"}}";

  @TempDir Path home;

  @Test
  void anImageByUrlReachesAnApiThatFetchesNone() {
    try (FakeOllama ollama = FakeOllama.start();
        LoopbackServer files = files();
        RunningProxy proxy = ollama(ollama)) {
      allow(proxy, "127.0.0.1:" + files.port());
      String url = files.uri() + "/a?sig=1";
      HttpResponse<String> response = proxy.post(PATH, IMAGE.formatted(url));

      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(ollama.requests().get(0).bodyText())
          .isEqualTo(IMAGE.formatted("data:image/png;base64,iVBORw0KGgouLi4u"));
      assertThat(files.journal().requests()).hasSize(1);
      assertThat(response.headers().firstValue("x-routerly-dropped")).isEmpty();
    }
  }

  @Test
  void anImageAtAPrivateAddressIsRefusedWithTheReason() {
    try (FakeOllama ollama = FakeOllama.start();
        LoopbackServer files = files();
        RunningProxy proxy = ollama(ollama)) {
      HttpResponse<String> response =
          proxy.post(PATH, IMAGE.formatted(files.uri() + "/a?sig=s3cret"));

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.headers().firstValue("x-routerly-error")).hasValue("media_unavailable");
      assertThat(response.body()).contains("private address").doesNotContain("s3cret");
      assertThat(ollama.requests()).isEmpty();
      assertThat(files.journal().requests()).isEmpty();
    }
  }

  @Test
  void anImageThatTheGatewayCannotFetchGoesToAModelWhoseProviderFetchesItself() {
    try (FakeOllama ollama = FakeOllama.start();
        FakeDeepSeek other = FakeDeepSeek.start();
        RunningProxy proxy = ollama(ollama).model("second", "deepseek", other)) {
      HttpResponse<String> response =
          proxy.post(PATH, IMAGE.formatted("http://127.0.0.1:1/none.png"));

      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(ollama.requests()).isEmpty();
      assertThat(last(other).bodyText()).contains("http://127.0.0.1:1/none.png");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reasoningThatTheClientDroppedGoesBackToDeepSeek(boolean stream) {
    try (FakeDeepSeek deepSeek = FakeDeepSeek.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "deepseek", deepSeek)) {
      deepSeek.next(calling(stream, "\"reasoning_content\":\"I should \\\"look\\\".\",", CALL));
      proxy.post(PATH, FIRST_TURN.formatted(stream));
      String second = SECOND_TURN.formatted(CALL);
      HttpResponse<String> response = proxy.post(PATH, second);

      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(last(deepSeek).bodyText())
          .isEqualTo(
              second.replace(
                  CALL + "]", CALL + "],\"reasoning_content\":\"I should \\\"look\\\".\""));
    }
  }

  @Test
  void reasoningAndSealsOfOtherModelsDoNotReachOpenAi() {
    try (FakeOpenAi openAi = FakeOpenAi.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "openai", openAi)) {
      String sealed = CALL.substring(0, CALL.length() - 1) + "," + SEAL.formatted("c2VhbA==") + "}";
      String thought = "\"content\":null,\"reasoning_content\":\"Hm.\"";
      HttpResponse<String> response =
          proxy.post(PATH, SECOND_TURN.formatted(sealed).replace("\"content\":null", thought));

      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(last(openAi).bodyText()).isEqualTo(SECOND_TURN.formatted(CALL));
      assertThat(response.headers().firstValue("x-routerly-dropped").orElse(""))
          .contains("messages.reasoning_content");
    }
  }

  @Test
  void sealsThatCameFromGoogleDoNotReachAServerOfOnesOwn() {
    String sealed = CALL.substring(0, CALL.length() - 1) + "," + SEAL.formatted("c2VhbA==") + "}";
    try (FakeGemini gemini = FakeGemini.start();
        FakeOpenAi custom = FakeOpenAi.start();
        RunningProxy proxy = gemini(gemini).model("second", "custom", custom)) {
      gemini.next(calling(false, "", sealed));
      proxy.post(PATH, FIRST_TURN.formatted(false));
      String second = SECOND_TURN.replace("first", "second");
      proxy.post(PATH, second.formatted(sealed));

      assertThat(last(custom).bodyText()).isEqualTo(second.formatted(CALL));
    }
  }

  @Test
  void reasoningOfAnotherConversationGoesToNone() {
    try (FakeDeepSeek deepSeek = FakeDeepSeek.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "deepseek", deepSeek)) {
      deepSeek.next(calling(false, "\"reasoning_content\":\"I should look.\",", CALL));
      proxy.post(PATH, FIRST_TURN.formatted(false));
      String other = SECOND_TURN.formatted(CALL).replace("Weather?", "Weather in Rome?");
      proxy.post(PATH, other);

      assertThat(last(deepSeek).bodyText()).isEqualTo(other);
    }
  }

  @Test
  void reasoningThatTheClientKeptPassesByteForByte() {
    try (FakeDeepSeek deepSeek = FakeDeepSeek.start();
        RunningProxy proxy = new RunningProxy(home).model("first", "deepseek", deepSeek)) {
      deepSeek.next(calling(false, "\"reasoning_content\":\"Theirs.\",", CALL));
      proxy.post(PATH, FIRST_TURN.formatted(false));
      String second =
          SECOND_TURN
              .formatted(CALL)
              .replace("\"content\":null", "\"reasoning_content\" : \"Own\", \"content\":null");
      proxy.post(PATH, second);

      assertThat(last(deepSeek).bodyText()).isEqualTo(second);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSealThatTheClientDroppedGoesBackToGoogle(boolean stream) {
    String sealed =
        CALL.replace("\"id\":\"c1\",", "\"id\":\"c1\"," + SEAL.formatted("c2VhbA==") + ",");
    try (FakeGemini gemini = FakeGemini.start();
        RunningProxy proxy = gemini(gemini)) {
      gemini.next(calling(stream, "", sealed));
      proxy.post(PATH, FIRST_TURN.formatted(stream));
      HttpResponse<String> response = proxy.post(PATH, SECOND_TURN.formatted(CALL));

      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(last(gemini).bodyText())
          .contains("\"arguments\":\"{}\"}," + SEAL.formatted("c2VhbA==") + "}]");
    }
  }

  @Test
  void aCallThatGoogleNeverMadeIsToldToHaveNoSeal() {
    try (FakeGemini gemini = FakeGemini.start();
        RunningProxy proxy = gemini(gemini)) {
      proxy.post(PATH, SECOND_TURN.formatted(CALL));

      assertThat(last(gemini).bodyText())
          .contains(SEAL.formatted("skip_thought_signature_validator"));
    }
  }

  private RunningProxy ollama(FakeOllama ollama) {
    return new RunningProxy(home)
        .model("{\"id\":\"first\",\"provider\":\"ollama\",\"baseUrl\":\"%s\"}", ollama.baseUrl());
  }

  private RunningProxy gemini(FakeGemini gemini) {
    return new RunningProxy(home)
        .model(
            """
            {"id":"first","provider":"gemini","apiKey":"%s","baseUrl":"%s",
             "upstreamModel":"gemini-3-pro","inputPrice":0.01,"outputPrice":0.03}""",
            gemini.apiKey(), gemini.openAiBaseUrl());
  }

  private static LoopbackServer files() {
    return LoopbackServer.start(
        "files",
        (request, response) -> response.send(PNG_ANSWER.getBytes(ISO_8859_1)),
        Clock.systemUTC());
  }

  /** Answers with one call of a tool, with these fields before it and in it. */
  private static Script calling(boolean stream, String before, String call) {
    String delta = "{\"role\":\"assistant\",%s\"content\":null,\"tool_calls\":[%s]}";
    if (!stream) {
      String body =
          "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":["
              + "{\"index\":0,\"finish_reason\":\"tool_calls\",\"message\":%s}],"
              + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7,\"total_tokens\":12}}";
      return Script.respond(
          200,
          body.formatted(delta.formatted(before, call)),
          new Header("Content-Type", "application/json"));
    }
    String indexed = call.replaceFirst("\\{", "{\"index\":0,");
    String event =
        "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n";
    return Script.respond(
        200,
        event.formatted(delta.formatted(before, indexed), "null")
            + event.formatted("{}", "\"tool_calls\"")
            + "data: [DONE]\n\n",
        new Header("Content-Type", "text/event-stream"));
  }

  private static RecordedRequest last(FakeProvider provider) {
    List<RecordedRequest> requests = provider.requests();
    return requests.get(requests.size() - 1);
  }

  private static void allow(RunningProxy proxy, String host) {
    proxy.edit(
        state -> {
          Settings old = state.settings();
          return state.withSettings(
              new Settings(
                  old.port(),
                  old.host(),
                  old.dashboardEnabled(),
                  old.defaultTimeoutMs(),
                  old.connectTimeoutMs(),
                  old.firstByteTimeoutMs(),
                  old.idleTimeoutMs(),
                  old.logLevel(),
                  old.publicUrl(),
                  old.notifications(),
                  old.budgets(),
                  old.maxRequestBytes(),
                  old.shutdownGraceSeconds(),
                  old.onLedgerFailure(),
                  old.usageArchiveGzip(),
                  old.usageRetentionMonths(),
                  List.of(host),
                  old.corsOrigins(),
                  old.traceDays(),
                  old.traceMaxMegabytes(),
                  old.metricsToken(),
                  old.metricsOpen(),
                  old.oidc(),
                  old.trustedHeader(),
                  old.setupCompletedAt()));
        });
  }
}
