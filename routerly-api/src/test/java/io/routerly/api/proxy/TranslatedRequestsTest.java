package io.routerly.api.proxy;

import static io.routerly.api.proxy.JsonText.json;
import static io.routerly.api.proxy.JsonText.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.openai.errors.BadRequestException;
import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.Script;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What official SDKs send reaches every provider, and what cannot is named. */
@TestInstance(Lifecycle.PER_CLASS)
class TranslatedRequestsTest {
  private static final String PAIRS = "io.routerly.api.proxy.TranslationBench#pairs";
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private TranslationBench bench;

  @BeforeAll
  void start(@TempDir Path home) {
    bench = new TranslationBench(home);
  }

  @AfterAll
  void close() {
    bench.close();
  }

  @ParameterizedTest(name = "{0} client, {1} provider")
  @MethodSource(PAIRS)
  void bringsImagesToTheProvider(ClientApi client, Backend provider) {
    SdkClient sdk = bench.sdk(client);

    sdk.ask(
        sdk.request(provider.id(), "Be brief.", List.of(sdk.image("What is this?", PIXEL))), false);

    assertThat(bench.told(provider).lines().subList(1, 3))
        .containsExactly("user: What is this?", "image " + PIXEL);
  }

  @ParameterizedTest(name = "{0} client, {1} provider")
  @MethodSource(PAIRS)
  void bringsAnAnswersSchemaToTheProviderAndTheObjectBackAsText(
      ClientApi client, Backend provider) {
    bench.fake(provider).next(Script.text("{\"city\":\"Lima\"}"));
    SdkClient sdk = bench.sdk(client);

    Heard heard =
        sdk.ask(
            sdk.withSchema(sdk.request(provider.id(), "Be brief.", List.of(sdk.user("Where?")))),
            false);

    assertThat(heard.text()).isEqualTo("{\"city\":\"Lima\"}");
    assertThat(heard.calls()).isEmpty();
    assertThat(bench.lastBody(provider).toString()).contains("\"city\"").contains("\"required\"");
  }

  @ParameterizedTest(name = "{0} provider")
  @EnumSource
  void keepsEverySystemMessageOfAChat(Backend provider) {
    SdkClient sdk = bench.sdk(ClientApi.CHAT);
    List<JsonObject> conversation =
        List.of(
            json("{'role':'developer','content':'Be kind.'}"),
            sdk.user("Where?"),
            json("{'role':'system','content':'Be quick.'}"));

    sdk.ask(sdk.request(provider.id(), "Be brief.", conversation), false);

    assertThat(bench.lastBody(provider).toString())
        .contains("Be brief.")
        .contains("Be kind.")
        .contains("Be quick.");
  }

  @ParameterizedTest(name = "{0} provider")
  @EnumSource(names = "CHAT", mode = EnumSource.Mode.EXCLUDE)
  void streamsEmptyArgumentsOfAToolAsAnEmptyObject(Backend provider) {
    bench.fake(provider).next(Script.say(new Part.ToolCall("weather", "{}")));
    SdkClient sdk = bench.sdk(ClientApi.CHAT);

    Heard heard =
        sdk.ask(
            sdk.withWeather(sdk.request(provider.id(), "Be brief.", List.of(sdk.user("How?")))),
            true);

    assertThat(heard.callsWithoutIds()).containsExactly("weather{}");
  }

  @ParameterizedTest(name = "a {0} client''s fields at a {1} provider: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "CHAT|MESSAGES|{'logit_bias':{'1':5},'seed':7}|logit_bias|seed",
        "CHAT|GEMINI|{'logit_bias':{'1':5},'user':'u'}|logit_bias|user",
        "CHAT|RESPONSES|{'logit_bias':{'1':5},'stop':['x']}|logit_bias|stop",
        "MESSAGES|CHAT|{'top_k':5}|top_k|",
        "MESSAGES|RESPONSES|{'top_k':5,'stop_sequences':['x']}|top_k|stop_sequences",
        "RESPONSES|MESSAGES|{'top_logprobs':3,'max_tool_calls':2}|top_logprobs|max_tool_calls",
        "RESPONSES|GEMINI|{'tools':[{'type':'web_search'}]}|tools.web_search|",
        "RESPONSES|CHAT|{'max_tool_calls':2}|max_tool_calls|",
      })
  void namesWhatTheProviderWasNotTold(
      ClientApi client, Backend provider, String fields, String first, @Nullable String second) {
    SdkClient sdk = bench.sdk(client);
    JsonObject request =
        with(sdk.request(provider.id(), "Be brief.", List.of(sdk.user("Hi"))), json(fields));

    HttpResponse<String> response = bench.proxy().post(client.path(), request.toString());

    assertThat(response.statusCode()).isEqualTo(200);
    List<String> dropped =
        List.of(response.headers().firstValue("x-routerly-dropped").orElse("").split(", *"));
    assertThat(dropped).contains(first);
    if (second != null) {
      assertThat(dropped).contains(second);
    }
  }

  @ParameterizedTest(name = "{0} client, {1} provider")
  @MethodSource(PAIRS)
  void namesNothingWhereNothingIsLost(ClientApi client, Backend provider) {
    SdkClient sdk = bench.sdk(client);
    JsonObject request =
        sdk.withWeather(
            sdk.request(provider.id(), "Be brief.", List.of(sdk.image("What is this?", PIXEL))));

    HttpResponse<String> response = bench.proxy().post(client.path(), request.toString());

    assertThat(response.headers().firstValue("x-routerly-dropped")).isEmpty();
  }

  @ParameterizedTest(name = "streamed: {0}, from {1}")
  @CsvSource({"false,MESSAGES", "true,MESSAGES", "false,GEMINI", "true,GEMINI", "true,CHAT"})
  void goesOnFromAnAnswerByItsIdWhereTheProviderKeepsNone(boolean streamed, Backend provider) {
    bench
        .fake(provider)
        .next(Script.say(new Part.ToolCall("weather", "{\"city\":\"Lima\"}")), Script.text("18."));
    SdkClient sdk = bench.sdk(ClientApi.RESPONSES);
    JsonObject first =
        sdk.withWeather(sdk.request(provider.id(), "Be brief.", List.of(sdk.user("How warm?"))));

    JsonObject asks = sdk.send(first, streamed);
    JsonObject second =
        with(
            sdk.withWeather(
                sdk.request(
                    provider.id(),
                    "Be brief.",
                    sdk.results(sdk.heard(asks).calls(), List.of("18")))),
            json("{'previous_response_id':'%s'}", asks.getString("id")));
    JsonObject answer = sdk.send(second, streamed);

    assertThat(sdk.heard(answer).text()).isEqualTo("18.");
    assertThat(answer.getString("previous_response_id")).isEqualTo(asks.getString("id"));
    assertThat(bench.told(provider).lines().subList(1, 4))
        .containsExactly("user: How warm?", "call 1 weather {\"city\":\"Lima\"}", "result 1 18");
  }

  @Test
  void refusesToGoOnFromAnAnswerThatIsNotRemembered() {
    SdkClient sdk = bench.sdk(ClientApi.RESPONSES);
    JsonObject request =
        with(
            sdk.request(Backend.MESSAGES.id(), "Be brief.", List.of(sdk.user("Hi"))),
            json("{'previous_response_id':'resp_unknown'}"));

    Throwable thrown = catchThrowable(() -> sdk.send(request, false));

    assertThat(thrown).isInstanceOf(BadRequestException.class);
    assertThat(((BadRequestException) thrown).code()).hasValue("previous_response_not_found");
  }
}
