package io.routerly.wire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.Part;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.wire.Fixtures;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway reads from Gemini what Google's own client reads. */
class GenAiAnswerTest {
  private static final String FOLDER = "gemini-generate";

  /** Streams that fail; what becomes of them is no answer. */
  private static final Set<String> BROKEN = Set.of("error-in-stream.sse", "no-terminal-marker.sse");

  private static final GenAiClient SDK = new GenAiClient();

  /** An answer as it comes from the provider. */
  record Case(String title, boolean streamed, String body) {
    @Override
    public String toString() {
      return title + (streamed ? ", streamed" : "");
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String extension : List.of(".json", ".sse")) {
      Fixtures.names(FOLDER, extension).stream()
          .filter(name -> !BROKEN.contains(name))
          .map(name -> new Case(name, extension.equals(".sse"), Fixtures.text(FOLDER, name)))
          .forEach(cases::add);
    }
    AnswerContractTest.features().stream()
        .filter(feature -> feature.spellings().containsKey(Format.GEMINI))
        .forEach(feature -> both(feature, cases));
    return cases;
  }

  private static void both(Feature feature, List<Case> cases) {
    JsonObject answer = Format.GEMINI.answer(feature.spelling(Format.GEMINI));
    cases.add(new Case(feature.title(), false, Json.text(answer)));
    cases.add(
        new Case(
            feature.title(), true, new String(ProviderStream.of(Format.GEMINI, answer, 3), UTF_8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theGatewayReadsWhatTheClientReads(Case it) {
    GenAiHeard heard = GenAiHeard.of(received(it));

    assertThat(heard.choices()).isNotEmpty();
    assertThat(GatewayHeard.of(GatewayHeard.read(it.body().getBytes(UTF_8), it.streamed()), heard))
        .isEqualTo(heard);
  }

  private static List<GenerateContentResponse> received(Case it) {
    String type = it.streamed() ? "text/event-stream" : "application/json";
    SDK.fake().next(Script.respond(200, it.body(), new Header("Content-Type", type)));
    List<Content> hi = List.of(Content.fromParts(Part.fromText("Hi.")));
    GenerateContentConfig config = GenerateContentConfig.builder().build();
    String model = Format.GEMINI.target().model();
    return it.streamed() ? SDK.stream(model, hi, config) : List.of(SDK.whole(model, hi, config));
  }

  @AfterAll
  static void close() {
    SDK.close();
    int cases = 2 * GenAiRequestTest.cases().size() + cases().size();
    System.out.println("Gen AI SDK types: " + cases + " cases");
  }
}
