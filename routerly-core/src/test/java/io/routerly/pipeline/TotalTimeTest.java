package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.health.Smoothing;
import io.routerly.provider.ProviderCall;
import io.routerly.upstream.Timeouts;
import io.routerly.upstream.UpstreamTimeoutException;
import io.routerly.upstream.UpstreamTimeoutException.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the time for a call is shared among its attempts, and what a shortened one tells. */
class TotalTimeTest {
  private static final String TEXT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final int FIVE_MINUTES = 300_000;

  private static Line line(Project project, int timeoutMs) {
    List<Model> models = project.models().stream().map(id -> Values.slow(id, timeoutMs)).toList();
    return new Line(MemoryConfig.of(models, project));
  }

  private static Line line(String... models) {
    return line(Values.project(List.of(), models), FIVE_MINUTES);
  }

  /** Has the next calls wait for as long as they may. */
  private static void hang(Line line, Phase phase, int calls) {
    line.provider.withNext(
        call -> {
          Duration limit = call.timeouts().of(phase).orElseThrow();
          line.nanoTime.addAndGet(limit.toNanos());
          line.provider.failNext(new UpstreamTimeoutException(phase, limit));
          if (calls > 1) {
            hang(line, phase, calls - 1);
          }
        });
  }

  private static void failToAnswer(Line line) {
    UpstreamTimeoutException told =
        catchThrowableOfType(UpstreamTimeoutException.class, () -> line.chat(TEXT));
    assertThat(told).isNotNull();
  }

  private static Stream<Duration> times(Line line) {
    return line.provider.calls().stream().map(ProviderCall::timeouts).map(Timeouts::untilAnswer);
  }

  private static double errorRate(Line line) {
    return line.learnt
        .health()
        .of("a")
        .errorRate(new Smoothing(Duration.ofMinutes(20), Duration.ofMinutes(5), 2));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theOnlyModelHasAllOfItAndNoMore(boolean stream) {
    Line line = line("a");

    line.chat(TEXT.replace("\"messages\"", "\"stream\":" + stream + ",\"messages\""));

    assertThat(times(line)).containsExactly(Duration.ofMinutes(2));
  }

  @Test
  void aModelLeavesAQuarterOfWhatIsLeftToThoseThatMayFollow() {
    Line line = line("a", "b", "c");
    hang(line, Phase.TOTAL, 3);

    failToAnswer(line);

    assertThat(times(line))
        .containsExactly(
            Duration.ofSeconds(90), Duration.ofMillis(22_500), Duration.ofMillis(7_500));
  }

  @Test
  void nothingIsSharedThatSufficesForAll() {
    Line line = line(Values.project(List.of(), "a", "b", "c"), 30_000);
    hang(line, Phase.TOTAL, 3);

    failToAnswer(line);

    assertThat(times(line)).containsOnly(Duration.ofSeconds(30)).hasSize(3);
  }

  @ParameterizedTest(name = "{0} ms of the project, {1}: an error rate of {2} after eight")
  @CsvSource({
    "500, TOTAL, 0", // the project is in a hurry, and the model may be well
    "500, FIRST_BYTE, 0",
    "29999, TOTAL, 0",
    "30000, TOTAL, 0.9", // the settings say as much
    "60000, TOTAL, 0.9",
    "15000, CONNECT, 0.9", // that limit is the settings' own
    "15000, IDLE, 0.9"
  })
  void aTimeThatOnlyTheProjectIsContentWithTellsNothingOfTheModel(
      int timeoutMs, Phase phase, double errorRate) {
    Project project = Values.inTime(Values.project(List.of(), "a"), timeoutMs);
    Line line = new Line(MemoryConfig.of(List.of(Values.model("a")), project));
    hang(line, phase, 8);

    for (int i = 0; i < 8; i++) {
      failToAnswer(line);
    }

    assertThat(errorRate(line)).isEqualTo(errorRate);
  }

  @ParameterizedTest(name = "{0} ms of the model, {1} ms of the call: an error rate of {2}")
  @CsvSource({
    "300000, 120000, 0.9", // cut off after 90 s
    "100000, 120000, 0.9",
    "30000, 35000, 0.9", // after 26 of its 30 s
    "30000, 20000, 0.9", // after half of its time
    "30000, 19999, 0",
    "30000, 500, 0",
    "300000, 39999, 0" // after less than 30 s
  })
  void aModelThatIsCutOffAfterLongSilenceFails(int timeoutMs, int totalMs, double errorRate) {
    Resilience resilience = new Resilience(totalMs, Stickiness.AUTO, Optional.empty());
    Line line = line(Values.project(List.of(), resilience, "a", "b"), timeoutMs);
    for (int i = 0; i < 8; i++) {
      hang(line, Phase.TOTAL, 1);
      line.chat(TEXT);
    }

    assertThat(line.provider.models()).hasSize(16);
    assertThat(errorRate(line)).isEqualTo(errorRate);
  }

  /** Sends comments, a piece each ten seconds, and then answers. */
  private static MemoryResponse comments(Line line, int pieces) {
    MemoryResponse response = MemoryResponse.stream();
    for (int i = 0; i < pieces; i++) {
      response.inSilence(() -> line.nanoTime.addAndGet(Duration.ofSeconds(10).toNanos()));
      response.piece(": still working\n\n");
    }
    return response.piece(
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Well\"}}]}\n\ndata: [DONE]\n\n");
  }

  @ParameterizedTest(name = "{0} comments: {1} are asked")
  @CsvSource({"8, a", "9, a b", "1000, a b"})
  void commentsOfAStreamDoNotMakeItsBeginningLast(int pieces, String asked) {
    Line line = line(Values.project(List.of(), "a", "b"), 30_000);
    MemoryResponse response = comments(line, pieces);
    line.provider.answerNext(response);

    line.chat(TEXT.replace("\"messages\"", "\"stream\":true,\"messages\""));

    assertThat(line.provider.models()).containsExactly(asked.split(" "));
    assertThat(Duration.ofNanos(line.nanoTime.get())).isLessThanOrEqualTo(Duration.ofSeconds(90));
    assertThat(response.closed()).isTrue();
  }

  /** The wait after the last comment is short; all of them together are not. */
  @Test
  void aModelThatSendsNothingButCommentsFails() {
    Line line = line(Values.project(List.of(), "a", "b"), 30_000);
    for (int i = 0; i < 8; i++) {
      MemoryResponse response =
          MemoryResponse.stream().slowly(line.nanoTime, Duration.ofSeconds(12));
      for (int piece = 0; piece < 10; piece++) {
        response.piece(": still working\n\n");
      }
      line.provider.answerNext(response);
      line.chat(TEXT.replace("\"messages\"", "\"stream\":true,\"messages\""));
    }

    assertThat(line.provider.models()).hasSize(16);
    assertThat(errorRate(line)).isEqualTo(0.9);
    assertThat(line.traces.get("trc_a").orElseThrow().attempts().get(0).message())
        .contains("within 90 s");
  }

  @Test
  void theLittleTimeThatIsLeftForAFallbackTellsNothingOfIt() {
    Line line = line("b", "c", "a");
    hang(line, Phase.TOTAL, 24);

    for (int i = 0; i < 8; i++) {
      failToAnswer(line);
    }

    assertThat(times(line)).hasSize(24).contains(Duration.ofMillis(7_500));
    assertThat(errorRate(line)).isZero();
  }
}
