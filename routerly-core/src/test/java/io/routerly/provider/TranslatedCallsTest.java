package io.routerly.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.Losses;
import io.routerly.domain.Model;
import io.routerly.json.JsonTrees;
import io.routerly.secret.Credential;
import io.routerly.secret.UsableKey;
import io.routerly.testkit.FakeAnthropic;
import io.routerly.testkit.FakeDeepSeek;
import io.routerly.testkit.FakeGemini;
import io.routerly.testkit.FakeMistral;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.FakeProvider;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Header;
import io.routerly.upstream.SocketUpstreamClient;
import io.routerly.upstream.Timeouts;
import io.routerly.upstream.UpstreamSettings;
import io.routerly.wire.ChatCodec;
import io.routerly.wire.RequestAdaptation;
import io.routerly.wire.Target;
import io.routerly.wire.WireFormat;
import io.routerly.wire.anthropic.AnthropicCodec;
import io.routerly.wire.gemini.GeminiCodec;
import io.routerly.wire.openai.OpenAiChatCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What codecs write by the traits of an API is taken by providers that are as strict as it. */
class TranslatedCallsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<Header> HEADERS =
      List.of(new Header("accept", "*/*"), new Header("content-type", "application/json"));
  private static final Map<WireFormat, ChatCodec> CODECS =
      Map.of(
          WireFormat.OPENAI_CHAT, new OpenAiChatCodec(),
          WireFormat.ANTHROPIC_MESSAGES, new AnthropicCodec(),
          WireFormat.GEMINI, new GeminiCodec());

  /** Two steps into a conversation with tools, with all that steers an answer. */
  private static final String MESSAGES =
      """
      {"model":"x","max_tokens":2000,"system":"Be brief.","temperature":0.5,"top_k":5,
       "stop_sequences":["END"],"metadata":{"user_id":"u"},"stream":true,
       "tools":[{"name":"f","description":"d","input_schema":{"type":"object",
         "properties":{"a":{"type":"string"}},"additionalProperties":false}}],
       "tool_choice":{"type":"any","disable_parallel_tool_use":true},
       "messages":[{"role":"user","content":"Hi"},
        {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"c2ln"},
         {"type":"text","text":"I look."},{"type":"tool_use","id":"toolu_1","name":"f","input":{"a":"b"}},
         {"type":"tool_use","id":"toolu_2","name":"f","input":{}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"1"},
         {"type":"tool_result","tool_use_id":"toolu_2","content":[{"type":"text","text":"2"}]},
         {"type":"text","text":"And?"}]}]}""";

  private static final String CHAT =
      """
      {"model":"x","max_completion_tokens":2000,"temperature":0.5,"top_p":0.9,"presence_penalty":0.1,
       "seed":3,"stop":"END","logprobs":true,"user":"u","reasoning_effort":"high","stream":true,
       "stream_options":{"include_usage":true},"parallel_tool_calls":false,"tool_choice":"required",
       "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object",
         "properties":{"a":{"type":"string"}},"additionalProperties":false}}}],
       "messages":[{"role":"developer","content":"Be brief."},{"role":"system","content":"Be kind."},
        {"role":"user","name":"ada","content":"Hi"},
        {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
          "function":{"name":"f","arguments":""}},{"id":"call_2","type":"function",
          "function":{"name":"f","arguments":"{\\"a\\":\\"b\\"}"}}]},
        {"role":"tool","tool_call_id":"call_1","content":"1"},
        {"role":"tool","tool_call_id":"call_2","content":"2"}]}""";

  private final SocketUpstreamClient upstream =
      SocketUpstreamClient.create(UpstreamSettings.DEFAULTS);

  @AfterEach
  void close() {
    upstream.close();
  }

  @Test
  void mistralTakesWhatClientsOfAnthropicSay() {
    try (FakeMistral fake = FakeMistral.start()) {
      assertThat(call(fake, "mistral", "m", WireFormat.ANTHROPIC_MESSAGES, MESSAGES))
          .contains("[DONE]");
    }
  }

  @Test
  void deepSeekTakesWhatClientsOfAnthropicSay() {
    try (FakeDeepSeek fake = FakeDeepSeek.start()) {
      assertThat(call(fake, "deepseek", "m", WireFormat.ANTHROPIC_MESSAGES, MESSAGES))
          .contains("[DONE]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"o3", "gpt-5-mini", "gpt-4o"})
  void openAiTakesWhatClientsOfAnthropicSay(String model) {
    try (FakeOpenAi fake = FakeOpenAi.start()) {
      assertThat(call(fake, "openai", model, WireFormat.ANTHROPIC_MESSAGES, MESSAGES))
          .contains("[DONE]");
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"o3, none", "gpt-5-mini, none", "gpt-5, max", "gpt-4o, high", "gpt-4o, none"})
  void openAiIsAskedForEffortsThatItTakes(String model, String effort) {
    try (FakeOpenAi fake = FakeOpenAi.start()) {
      String body = CHAT.replace("\"high\"", "\"" + effort + "\"");
      assertThat(call(fake, "openai", model, WireFormat.OPENAI_CHAT, body)).contains("[DONE]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gemini-2.5-flash", "gemini-3-pro"})
  void geminiTakesWhatClientsOfOthersSay(String model) {
    try (FakeGemini fake = FakeGemini.start()) {
      assertThat(call(fake, "gemini", model, WireFormat.ANTHROPIC_MESSAGES, MESSAGES))
          .contains("finishReason");
      assertThat(call(fake, "gemini", model, WireFormat.OPENAI_CHAT, CHAT))
          .contains("finishReason");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"claude-opus-4-7", "claude-opus-5", "claude-haiku-4-5", "claude-opus-4-20250514"})
  void anthropicTakesWhatClientsOfOpenAiSay(String model) {
    try (FakeAnthropic fake = FakeAnthropic.start()) {
      assertThat(call(fake, "anthropic", model, WireFormat.OPENAI_CHAT, CHAT))
          .contains("message_stop");
      String unthinking = CHAT.replace("\"reasoning_effort\":\"high\",", "");
      assertThat(call(fake, "anthropic", model, WireFormat.OPENAI_CHAT, unthinking))
          .contains("message_stop");
    }
  }

  private String call(
      FakeProvider fake, String provider, String modelName, WireFormat client, String body) {
    Model model = AddressingTest.model(provider, fake.origin());
    Dialect dialect = dialect(provider, model).forModel(modelName);
    WireFormat format = dialect.formats().get(0);
    Losses losses = new Losses();
    byte[] written =
        JsonTrees.bytes(
            codec(format)
                .writeRequest(
                    codec(client).readRequest(JsonTrees.object(body.getBytes(UTF_8)), losses),
                    new Target(modelName, dialect.traits()),
                    losses));
    byte[] fitted = RequestAdaptation.adapt(format, written, dialect.traits(), losses);
    Endpoint endpoint = Endpoint.of(format, modelName, true);
    ProviderCall call =
        new ProviderCall(
            model,
            format,
            "POST",
            endpoint.path(),
            endpoint.query(),
            ClientHeaders.goingOn(HEADERS, client, format),
            fitted,
            new Timeouts(PATIENCE, PATIENCE, PATIENCE, Optional.empty()),
            new CancelSignal());
    UsableKey key = UsableKey.only(new Credential(fake.apiKey()));
    try (var response =
        new HttpProviderAdapter(provider, any -> dialect, upstream).open(call, key).response()) {
      return new String(response.readAll(100_000), UTF_8);
    }
  }

  private static ChatCodec codec(WireFormat format) {
    return Optional.ofNullable(CODECS.get(format)).orElseThrow();
  }

  private static Dialect dialect(String provider, Model model) {
    return KnownDialects.single().stream()
        .filter(dialect -> dialect.provider().equals(provider))
        .findFirst()
        .orElseGet(() -> KnownDialects.gemini(model));
  }
}
