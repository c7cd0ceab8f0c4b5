package io.routerly.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.errors.ClientException;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.Tool;
import io.routerly.chat.TokenUsage;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.TokenCounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's own client takes the test kit's fake for the real one. */
class GenAiClientTest {
  private static final GenerateContentConfig PLAIN = GenerateContentConfig.builder().build();
  private static final List<Content> QUESTION =
      List.of(Content.builder().role("user").parts(Part.fromText("How warm?")).build());

  /** Refuses calls that come back without their seals. */
  private static final String NEWER = "gemini-3-pro";

  private final GenAiClient sdk = new GenAiClient();

  @AfterEach
  void close() {
    sdk.close();
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {false, true})
  void hearsThoughtsWordsAndUsage(boolean streamed) {
    TokenCounts counts = TokenCounts.of(30, 9).withCacheRead(10).withReasoning(4);
    sdk.fake()
        .next(
            Script.say(new io.routerly.testkit.script.Part.Thinking("Hm."), lima())
                .counting(counts));

    GenAiHeard heard = GenAiHeard.of(asked("gemini-2.5-flash", QUESTION, PLAIN, streamed));

    assertThat(heard.choices())
        .containsExactly(
            new GenAiHeard.Said("Déjà vu in Lima 👋", "Hm.", List.of(), List.of(), "STOP"));
    assertThat(heard.usage()).contains(new TokenUsage(30, 10, 0, 0, 9, 4));
  }

  private static io.routerly.testkit.script.Part lima() {
    return new io.routerly.testkit.script.Part.Text("Déjà vu in Lima 👋");
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {false, true})
  void bringsResultsOfParallelCallsBackUnderTheirSeals(boolean streamed) {
    sdk.fake().next(Script.toolCalls(weather("Lima"), weather("Kraków")), Script.text("18 and 9."));
    GenerateContentConfig config = GenerateContentConfig.builder().tools(weatherTool()).build();

    List<GenerateContentResponse> calls = asked(NEWER, QUESTION, config, streamed);
    List<Part> turn = calls.stream().flatMap(piece -> piece.parts().stream()).toList();
    List<Content> conversation =
        List.of(
            QUESTION.get(0),
            Content.builder().role("model").parts(turn).build(),
            Content.builder()
                .role("user")
                .parts(turn.stream().map(GenAiClientTest::result).toList())
                .build());
    List<GenerateContentResponse> answer = asked(NEWER, conversation, config, streamed);

    assertThat(turn)
        .extracting(part -> part.functionCall().flatMap(FunctionCall::args).orElseThrow())
        .containsExactly(Map.of("city", "Lima"), Map.of("city", "Kraków"));
    assertThat(GenAiHeard.of(answer).choices().get(0).text()).isEqualTo("18 and 9.");
    assertThat(sdk.sent().bodyText()).contains("thoughtSignature", "functionResponse");
  }

  @Test
  void saysWhatTheConveniencesOfTheTypesSay() {
    sdk.fake().next(Script.text("Lima."), Script.toolCall("weather", "{\"city\":\"Lima\"}"));

    GenerateContentResponse text = sdk.whole("gemini-2.5-flash", QUESTION, PLAIN);
    GenerateContentResponse call = sdk.whole("gemini-2.5-flash", QUESTION, PLAIN);

    assertThat(text.text()).isEqualTo("Lima.");
    assertThat(text.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
    assertThat(call.functionCalls())
        .extracting(FunctionCall::name)
        .containsExactly(Optional.of("weather"));
  }

  @Test
  void asksWhereTheGatewayAsks() {
    asked("gemini-2.5-flash", QUESTION, PLAIN, true);
    RecordedRequest streamed = sdk.sent();
    asked("gemini-2.5-flash", QUESTION, PLAIN, false);

    assertThat(streamed.target())
        .isEqualTo("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
    assertThat(sdk.sent().target()).isEqualTo("/v1beta/models/gemini-2.5-flash:generateContent");
    assertThat(sdk.sent().headerValues("x-goog-api-key")).containsExactly(sdk.fake().apiKey());
  }

  @ParameterizedTest(name = "status {0}")
  @ValueSource(ints = {400, 404, 429})
  void throwsWhatTheFakeRefuses(int status) {
    sdk.fake().next(Script.error(status, "The fake does not like this."));

    assertThatThrownBy(() -> sdk.whole("gemini-2.5-flash", QUESTION, PLAIN))
        .isInstanceOfSatisfying(
            ClientException.class, thrown -> assertThat(thrown.code()).isEqualTo(status))
        .hasMessageContaining("The fake does not like this.");
  }

  private List<GenerateContentResponse> asked(
      String model, List<Content> contents, GenerateContentConfig config, boolean streamed) {
    return streamed
        ? sdk.stream(model, contents, config)
        : List.of(sdk.whole(model, contents, config));
  }

  private static io.routerly.testkit.script.Part.ToolCall weather(String city) {
    return new io.routerly.testkit.script.Part.ToolCall("weather", "{\"city\":\"" + city + "\"}");
  }

  private static Part result(Part call) {
    FunctionCall made = call.functionCall().orElseThrow();
    return Part.fromFunctionResponse(made.name().orElseThrow(), Map.of("output", "18"));
  }

  private static Tool weatherTool() {
    Schema city = Schema.builder().type("STRING").build();
    Schema place = Schema.builder().type("OBJECT").properties(Map.of("city", city)).build();
    return Tool.builder()
        .functionDeclarations(
            FunctionDeclaration.builder().name("weather").parameters(place).build())
        .build();
  }
}
