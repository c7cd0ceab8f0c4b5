package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallType;
import io.routerly.domain.UsageRecord;
import io.routerly.testkit.FakeOllama;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.FakeProvider;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Script;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Intents by the vectors of a provider, over HTTP. */
class AskedEmbeddingTest {
  private static final String CHAT = "v1/chat/completions";
  private static final String INTENTS =
      """
      {"embeddingModel":"vectors",
       "intents":{"code":{"examples":["code a","code b"],"candidateModels":["first"]},
                  "talk":{"examples":["talk"],"candidateModels":["second"]}}}""";

  @TempDir Path home;

  @Test
  void findsTheIntentAndIsAccountedAsRouting() {
    try (FakeOpenAi serving = FakeOpenAi.start();
        FakeOpenAi vectors = FakeOpenAi.start();
        RunningProxy proxy = proxy(serving).model("vectors", "openai", vectors)) {
      proxy.policy("semantic-intent", INTENTS).serving("first", "second");
      vectors.byDefault(AskedEmbeddingTest::byFirstWord);

      assertThat(proxy.post(CHAT, saying("talk to me")).body()).contains("Hello from second");
      assertThat(proxy.post(CHAT, saying("code it")).body()).contains("Hello from first");
      assertThat(proxy.post(CHAT, saying("code it")).body()).contains("Hello from first");

      assertThat(vectors.requests())
          .extracting(request -> request.json().getJsonArray("input").toString())
          .containsExactly("[\"code a\",\"code b\",\"talk\"]", "[\"talk to me\"]", "[\"code it\"]");
      List<UsageRecord> asked =
          proxy.records().stream().filter(record -> record.callType() == CallType.ROUTING).toList();
      assertThat(asked).hasSize(3).extracting(UsageRecord::modelId).containsOnly("vectors");
      assertThat(asked.get(0).tokens().input()).isEqualTo(3);
      assertThat(asked.get(0).cost()).isPresent();
    }
  }

  @Test
  void reachesOllama() {
    try (FakeOpenAi serving = FakeOpenAi.start();
        FakeOllama vectors = FakeOllama.start();
        RunningProxy proxy =
            proxy(serving)
                .model(
                    "{\"id\":\"vectors\",\"provider\":\"ollama\",\"baseUrl\":\"%s\"}",
                    vectors.baseUrl())) {
      proxy.policy("semantic-intent", INTENTS).serving("first", "second");
      vectors.byDefault(AskedEmbeddingTest::byFirstWord);

      assertThat(proxy.post(CHAT, saying("talk to me")).body()).contains("Hello from second");
      assertThat(vectors.requests())
          .extracting(RecordedRequest::path)
          .containsOnly("/v1/embeddings");
    }
  }

  @Test
  void isDoneWithoutIfTheProviderFailsOrAnswersNonsense() {
    try (FakeOpenAi serving = FakeOpenAi.start();
        FakeOpenAi vectors = FakeOpenAi.start();
        RunningProxy proxy = proxy(serving).model("vectors", "openai", vectors)) {
      proxy.policy("semantic-intent", INTENTS).serving("first", "second");
      vectors.byDefault(
          Script.respond(200, "{\"data\":[]}", new Header("Content-Type", "application/json")));

      assertThat(proxy.post(CHAT, saying("talk to me")).body()).contains("Hello from first");
      assertThat(proxy.records().get(0).error().orElseThrow().code())
          .isEqualTo("provider_bad_response");
    }
  }

  private RunningProxy proxy(FakeProvider serving) {
    return new RunningProxy(home)
        .model("first", "openai", serving)
        .model("second", "openai", serving);
  }

  private static String saying(String text) {
    return "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }

  /** Texts that begin with the same word point into the same direction. */
  private static Script byFirstWord(RecordedRequest request) {
    JsonArray input = request.json().getJsonArray("input");
    String data =
        IntStream.range(0, input.size())
            .mapToObj(
                i ->
                    "{\"object\":\"embedding\",\"index\":%d,\"embedding\":[%s]}"
                        .formatted(i, direction(input.getValuesAs(JsonString::getString).get(i))))
            .collect(Collectors.joining(","));
    String body =
        "{\"object\":\"list\",\"data\":[%s],\"model\":\"v\",\"usage\":{\"prompt_tokens\":%d}}"
            .formatted(data, input.size());
    return Script.respond(200, body, new Header("Content-Type", "application/json"));
  }

  private static String direction(String text) {
    return text.startsWith("code") ? "0.5,0.0,0.1" : "0.0,2,0.1";
  }
}
