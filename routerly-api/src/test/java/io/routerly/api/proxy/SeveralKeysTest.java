package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.routerly.domain.CallStatus;
import io.routerly.domain.Model;
import io.routerly.domain.NamedKey;
import io.routerly.domain.UsageRecord;
import io.routerly.routing.Trace;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.script.Script;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls to a model that has several provider keys. */
class SeveralKeysTest {
  private static final String CHAT =
      "{\"model\":\"first\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  @TempDir Path home;

  /** A model whose second key is the one that the provider takes, and hardly ever chosen first. */
  private RunningProxy proxy(FakeOpenAi provider) {
    return new RunningProxy(home)
        .model(
            """
            {"id":"first","provider":"openai","baseUrl":"%s","apiKeys":[
              {"name":"old","apiKey":"sk-withdrawn-key","weight":1000},{"name":"new","apiKey":"%s"}]}""",
            provider.baseUrl(), provider.apiKey());
  }

  private static String traceOf(HttpResponse<String> response) {
    return response.headers().firstValue("x-routerly-trace-id").orElseThrow();
  }

  @Test
  void aCallWhoseKeyIsRefusedIsServedWithAnother() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = proxy(provider)) {
      for (int call = 0; call < 20; call++) {
        assertThat(proxy.post("v1/chat/completions", CHAT).statusCode()).isEqualTo(200);
      }

      assertThat(proxy.records())
          .filteredOn(record -> record.status() != CallStatus.SUCCESS)
          .extracting(UsageRecord::attempt)
          .containsExactly(1);
      assertThat(provider.awaitRequests(21, Duration.ofSeconds(10))).hasSize(21);
    }
  }

  @Test
  void aKeyThatWasTakenAwayIsShownToNoProviderAnyMore() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = proxy(provider)) {
      proxy.edit(
          state -> {
            Model both = state.models().get(0);
            List<NamedKey> rest =
                both.apiKeys().stream().filter(key -> key.name().equals("new")).toList();
            return state.withModels(List.of(both.withKeys(Optional.empty(), rest)));
          });

      for (int call = 0; call < 5; call++) {
        proxy.post("v1/chat/completions", CHAT);
      }

      assertThat(provider.awaitRequests(5, Duration.ofSeconds(10)))
          .allSatisfy(
              request ->
                  assertThat(request.header("authorization"))
                      .hasValue("Bearer " + provider.apiKey()));
    }
  }

  @Test
  void theTraceTellsWhichKeyByItsName() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = proxy(provider)) {
      provider.byDefault(Script.error(500));

      String trace = traceOf(proxy.post("v1/chat/completions", CHAT));

      assertThat(proxy.gateway().traces().get(trace).orElseThrow().attempts())
          .extracting(Trace.Attempt::key)
          .hasSizeGreaterThan(1)
          .isSubsetOf("old", "new");
    }
  }

  @Test
  void noKeyOfTheModelIsToldOnWhicheverWasUsed() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = proxy(provider)) {
      String error =
          "{\"error\":{\"code\":\"invalid_request_error\",\"message\":\"Not sk-withdrawn-key, %s.\"}}"
              .formatted(provider.apiKey());
      provider.byDefault(
          Script.respond(400, error, new Header("Content-Type", "application/json")));

      HttpResponse<String> response = proxy.post("v1/chat/completions", CHAT);

      assertThat(
              response.body() + proxy.gateway().traces().get(traceOf(response)) + proxy.records())
          .contains("[redacted]")
          .doesNotContain("sk-withdrawn-key")
          .doesNotContain(provider.apiKey());
    }
  }

  @Test
  void aModelIsLeftOutOnlyWhenNoneOfItsKeysCanBeRead() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model(
                    """
                    {"id":"first","provider":"openai","baseUrl":"%s","apiKeys":[
                      {"name":"lost","apiKey":"env:MISSING_API_KEY"},{"name":"new","apiKey":"%s"}]}""",
                    provider.baseUrl(), provider.apiKey())
                .model(
                    """
                    {"id":"second","provider":"openai","baseUrl":"%s","apiKeys":[
                      {"name":"lost","apiKey":"env:MISSING_API_KEY"}]}""",
                    provider.baseUrl())) {
      HttpResponse<String> response = proxy.post("v1/chat/completions", CHAT);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(
              proxy.gateway().traces().get(traceOf(response)).orElseThrow().decision().exclusions())
          .extracting(out -> out.modelId(), out -> out.by())
          .containsExactly(tuple("second", "key_unreadable"));
    }
  }
}
