package io.routerly.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.domain.Model;
import io.routerly.secret.Credential;
import io.routerly.secret.UsableKey;
import io.routerly.testkit.FakeAzure;
import io.routerly.testkit.FakeGemini;
import io.routerly.testkit.FakeMistral;
import io.routerly.testkit.FakeOllama;
import io.routerly.testkit.FakeProvider;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Header;
import io.routerly.upstream.SocketUpstreamClient;
import io.routerly.upstream.Timeouts;
import io.routerly.upstream.UpstreamSettings;
import io.routerly.wire.RequestAdaptation;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls through the dialects to providers that are as strict as the real ones. */
class ProviderCallsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CHAT =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  /** What an OpenAI SDK may send, two turns into a conversation with tools. */
  private static final String RICH =
      """
      {"model":"m","max_completion_tokens":50,"seed":1,"tool_choice":"required","n":1,"store":true,
       "stream":true,"stream_options":{"include_usage":true},"parallel_tool_calls":true,
       "messages":[{"role":"developer","content":"Be brief."},{"role":"user","name":"ada","content":"?"},
        {"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"call_1","type":"function",
         "function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"call_1","content":""}],
       "tools":[{"type":"function","function":{"name":"f"}}]}""";

  private final SocketUpstreamClient upstream =
      SocketUpstreamClient.create(UpstreamSettings.DEFAULTS);

  @AfterEach
  void close() {
    upstream.close();
  }

  @Test
  void callsGeminiByTheModelsNameWithTheKeyInItsHeader() {
    try (FakeGemini fake = FakeGemini.start()) {
      Endpoint endpoint = Endpoint.of(WireFormat.GEMINI, "gemini-3-pro", true);
      String body = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";

      String answer = call(KnownDialects::gemini, fake, "", WireFormat.GEMINI, endpoint, body);

      assertThat(answer).contains("data: {\"candidates\"");
      RecordedRequest request = fake.takeRequest(PATIENCE);
      assertThat(request.target())
          .isEqualTo("/v1beta/models/gemini-3-pro:streamGenerateContent?alt=sse");
      assertThat(request.headerValues("x-goog-api-key")).containsExactly(fake.apiKey());
      assertThat(request.header("Authorization")).isEmpty();
    }
  }

  @Test
  void callsGeminisCompatibleApiWhereTheBaseUrlLeadsThereAndForPassThrough() {
    try (FakeGemini fake = FakeGemini.start()) {
      Endpoint chat = Endpoint.of(WireFormat.OPENAI_CHAT, "m", false);

      assertThat(
              call(
                  KnownDialects::gemini,
                  fake,
                  "/v1beta/openai",
                  WireFormat.OPENAI_CHAT,
                  chat,
                  CHAT))
          .contains("chat.completion");
      assertThat(call(KnownDialects::gemini, fake, "", WireFormat.OPAQUE, chat, CHAT))
          .contains("chat.completion");
      assertThat(fake.requests())
          .allSatisfy(
              request ->
                  assertThat(request.header("Authorization")).hasValue("Bearer " + fake.apiKey()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/openai/v1", "?api-version=2025-04-01-preview"})
  void callsAzureInBothOfItsWays(String suffix) {
    try (FakeAzure fake = FakeAzure.start()) {
      Endpoint chat = Endpoint.of(WireFormat.OPENAI_CHAT, "m", false);

      assertThat(call(KnownDialects::azure, fake, suffix, WireFormat.OPENAI_CHAT, chat, CHAT))
          .contains("\"model\":\"m\"");
    }
  }

  @Test
  void fitsWhatAnOpenAiClientSendsToMistral() {
    try (FakeMistral fake = FakeMistral.start()) {
      Dialect mistral = single("mistral");
      Losses losses = new Losses();
      byte[] fitted =
          RequestAdaptation.adapt(
              WireFormat.OPENAI_CHAT, RICH.getBytes(UTF_8), mistral.relayTraits(), losses);
      Endpoint chat = Endpoint.of(WireFormat.OPENAI_CHAT, "m", true);

      String answer =
          call(model -> mistral, fake, "", WireFormat.OPENAI_CHAT, chat, new String(fitted, UTF_8));

      assertThat(answer).contains("data: [DONE]");
      assertThat(losses.names(ChatField::plainName))
          .containsExactlyInAnyOrder("store", "message_name");
      assertThat(fake.takeRequest(PATIENCE).json().getInt("random_seed")).isEqualTo(1);
    }
  }

  @Test
  void saysInItsOwnWordsWhatMistralRefuses() {
    try (FakeMistral fake = FakeMistral.start()) {
      Endpoint chat = Endpoint.of(WireFormat.OPENAI_CHAT, "m", true);

      assertThatThrownBy(
              () ->
                  call(
                      model -> single("mistral"),
                      fake,
                      "",
                      WireFormat.OPENAI_CHAT,
                      chat,
                      CHAT.replace("\"model\"", "\"seed\":1,\"model\"")))
          .isInstanceOfSatisfying(
              ProviderRefusal.class,
              refusal -> {
                assertThat(refusal.status()).isEqualTo(422);
                assertThat(refusal.format()).isEqualTo(WireFormat.OPENAI_CHAT);
                assertThat(refusal.sentence())
                    .isEqualTo("body.seed: Extra inputs are not permitted");
              });
    }
  }

  @Test
  void callsOllamaWithoutAKey() {
    try (FakeOllama fake = FakeOllama.start()) {
      Endpoint chat = Endpoint.of(WireFormat.OPENAI_CHAT, "m", false);

      assertThat(call(model -> single("ollama"), fake, "", WireFormat.OPENAI_CHAT, chat, CHAT))
          .contains("chat.completion");
      assertThat(fake.takeRequest(PATIENCE).header("Authorization")).isEmpty();
    }
  }

  private static Dialect single(String provider) {
    return KnownDialects.single().stream()
        .filter(dialect -> dialect.provider().equals(provider))
        .findFirst()
        .orElseThrow();
  }

  private String call(
      Function<Model, Dialect> dialects,
      FakeProvider fake,
      String suffix,
      WireFormat format,
      Endpoint endpoint,
      String body) {
    UsableKey key =
        fake.apiKey().isEmpty() ? UsableKey.NONE : UsableKey.only(new Credential(fake.apiKey()));
    HttpProviderAdapter adapter = new HttpProviderAdapter("p", dialects, upstream);
    ProviderCall call =
        new ProviderCall(
            AddressingTest.model("azure", fake.origin() + suffix),
            format,
            "POST",
            endpoint.path(),
            endpoint.query(),
            List.of(new Header("Content-Type", "application/json")),
            body.getBytes(UTF_8),
            new Timeouts(PATIENCE, PATIENCE, PATIENCE, Optional.empty()),
            new CancelSignal());
    try (var response = adapter.open(call, key).response()) {
      return new String(response.readAll(100_000), UTF_8);
    }
  }
}
