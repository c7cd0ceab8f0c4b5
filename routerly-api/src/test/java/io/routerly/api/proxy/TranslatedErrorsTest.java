package io.routerly.api.proxy;

import static io.routerly.api.proxy.JsonText.inner;
import static io.routerly.api.proxy.JsonText.json;
import static io.routerly.api.proxy.JsonText.parse;
import static io.routerly.api.proxy.JsonText.text;
import static io.routerly.api.proxy.JsonText.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import io.routerly.testkit.http.Cut;
import io.routerly.testkit.script.Gate;
import io.routerly.testkit.script.Script;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong at any provider is told as every client's SDK expects it. */
@TestInstance(Lifecycle.PER_CLASS)
class TranslatedErrorsTest {
  private static final String WAYS = "io.routerly.api.proxy.TranslationBench#ways";
  private static final String PAIRS = "io.routerly.api.proxy.TranslationBench#pairs";

  private TranslationBench bench;

  @BeforeAll
  void start(@TempDir Path home) {
    bench = new TranslationBench(home);
  }

  @AfterAll
  void close() {
    bench.close();
  }

  static Stream<Arguments> refusals() {
    return TranslationBench.ways()
        .flatMap(
            way ->
                Stream.of(400, 404, 413, 500, 503, 529)
                    .map(status -> Arguments.of(way.get()[0], way.get()[1], way.get()[2], status)));
  }

  @ParameterizedTest(name = "{0} client, {1} provider, streamed: {2}, status {3}")
  @MethodSource("refusals")
  void throwsTheSdksOwnExceptionWithTheProvidersStatusAndMessage(
      ClientApi client, Backend provider, boolean streamed, int status) {
    bench.fake(provider).byDefault(Script.error(status, "The fake does not like this."));
    try {
      Throwable thrown = catchThrowable(() -> ask(client, provider, streamed));

      assertThat(statusOf(thrown)).isEqualTo(status);
      assertThat(thrown).hasMessageContaining("The fake does not like this.");
    } finally {
      bench.fake(provider).byDefault(Script.answer());
    }
  }

  @ParameterizedTest(name = "{0} client, {1} provider")
  @MethodSource(PAIRS)
  void passesTheTimeToWaitOn(ClientApi client, Backend provider) {
    bench.fake(provider).byDefault(Script.rateLimit(Duration.ofSeconds(7)));
    try {
      HttpResponse<String> response = bench.proxy().post(client.path(), body(client, provider));

      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.headers().firstValue("retry-after")).hasValue("7");
      assertEnvelope(client, parse(response.body()));
    } finally {
      bench.fake(provider).byDefault(Script.answer());
    }
  }

  @ParameterizedTest(name = "{0} client, {1} provider")
  @MethodSource(PAIRS)
  void failsAStreamThatTheProviderFailsInItsMiddle(ClientApi client, Backend provider) {
    Gate gate = new Gate();
    bench.fake(provider).next(Script.answer().hangAfterEvents(5, gate).errorAfterEvents(5));

    assertFails(client, () -> stream(client, provider, gate), "The fake fails in mid-stream.");
  }

  @ParameterizedTest(name = "{0} client, {1} provider")
  @MethodSource(PAIRS)
  void failsAStreamThatBreaksOff(ClientApi client, Backend provider) {
    Gate gate = new Gate();
    bench.fake(provider).next(Script.answer().hangAfterEvents(5, gate).cutAfterEvents(5, Cut.FIN));

    assertFails(client, () -> stream(client, provider, gate), "");
  }

  /** The SDK throws, but for responses that have failed, which are answers to it. */
  private static void assertFails(ClientApi client, Supplier<JsonObject> answer, String message) {
    if (client == ClientApi.RESPONSES) {
      JsonObject response = answer.get();
      assertThat(text(response, "status")).isEqualTo("failed");
      assertThat(text(inner(response, "error"), "message")).isNotEmpty().contains(message);
    } else {
      assertThatThrownBy(answer::get)
          .isInstanceOfAny(OpenAIException.class, AnthropicException.class)
          .hasMessageContaining(message);
    }
  }

  private JsonObject stream(ClientApi client, Backend provider, Gate gate) {
    SdkClient sdk = bench.sdk(client);
    return sdk.stream(
        sdk.request(provider.id(), "Be brief.", List.of(sdk.user("Where?"))), gate::open);
  }

  @ParameterizedTest(name = "{0} client, {1} provider, streamed: {2}")
  @MethodSource(WAYS)
  void servesTheNextCallAfterAFailure(ClientApi client, Backend provider, boolean streamed) {
    bench.fake(provider).next(Script.text("Fine."));

    assertThat(ask(client, provider, streamed).text()).isEqualTo("Fine.");
  }

  private static void assertEnvelope(ClientApi client, JsonObject body) {
    JsonObject error = inner(body, "error");
    assertThat(text(error, "message")).isNotEmpty();
    if (client == ClientApi.MESSAGES) {
      assertThat(text(body, "type")).isEqualTo("error");
      assertThat(text(error, "type")).isEqualTo("rate_limit_error");
    } else {
      assertThat(error).containsKeys("message", "type", "param", "code");
    }
  }

  private static int statusOf(Throwable thrown) {
    if (thrown instanceof OpenAIServiceException openAi) {
      return openAi.statusCode();
    }
    if (thrown instanceof AnthropicServiceException anthropic) {
      return anthropic.statusCode();
    }
    throw new AssertionError("Not an answer's exception", thrown);
  }

  private Heard ask(ClientApi client, Backend provider, boolean streamed) {
    SdkClient sdk = bench.sdk(client);
    return sdk.ask(sdk.request(provider.id(), "Be brief.", List.of(sdk.user("Where?"))), streamed);
  }

  private String body(ClientApi client, Backend provider) {
    SdkClient sdk = bench.sdk(client);
    JsonObject request = sdk.request(provider.id(), "Be brief.", List.of(sdk.user("Where?")));
    return with(request, json("{'stream':false}")).toString();
  }
}
