package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.error.GatewayException;
import io.routerly.provider.ProviderRefusal;
import io.routerly.routing.Trace;
import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which models of a ranking are asked, which are passed over, and what the client is told. */
class FallbackTest {
  private static final String TEXT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String WITH_TOOLS =
      "{\"model\":\"auto\",\"tools\":[{}],\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private static Line line(Model... models) {
    String[] ids = List.of(models).stream().map(Model::id).toArray(String[]::new);
    return new Line(MemoryConfig.of(List.of(models), Values.project(List.of(), ids)));
  }

  private static Line abc() {
    return line(Models.named("a"), Models.named("b"), Models.named("c"));
  }

  private static ProviderRefusal refusal(int status, String message, Header... headers) {
    return new ProviderRefusal(
        WireFormat.OPENAI_CHAT, status, message, List.of(headers), new byte[0]);
  }

  private static GatewayException failureOf(Line line) {
    return catchThrowableOfType(GatewayException.class, () -> line.chat(TEXT));
  }

  @Test
  void tellsTheLastProvidersErrorWhenAllFail() {
    Line line = abc();
    line.provider.failNext(refusal(500, "First."));
    line.provider.failNext(refusal(401, "Second."));
    line.provider.failNext(refusal(404, "Third."));

    GatewayException failure = failureOf(line);

    assertThat(failure.status()).isEqualTo(404);
    assertThat(failure).hasMessage("Third.");
    assertThat(line.provider.models()).containsExactly("a", "b", "c");
    assertThat(line.traces.get("trc_a").orElseThrow().attempts())
        .extracting(Trace.Attempt::modelId)
        .containsExactly("a", "b", "c");
  }

  @Test
  void asksTheLastModelOnceMoreAfterAFailureThatMayPass() {
    Line line = abc();
    for (int i = 0; i < 4; i++) {
      line.provider.failNext(refusal(503, "Busy."));
    }

    assertThat(failureOf(line).status()).isEqualTo(503);
    assertThat(line.provider.models()).containsExactly("a", "b", "c", "c");
  }

  @Test
  void endsTheCallWhenTheRequestIsWrong() {
    Line line = abc();
    line.provider.failNext(refusal(400, "Unknown field."));

    assertThat(failureOf(line).status()).isEqualTo(400);
    assertThat(line.provider.models()).containsExactly("a");
  }

  @Test
  void movesAPromptThatIsTooLongToALargerWindow() {
    Line line =
        line(
            Models.withWindow("small", 8_000),
            Models.withWindow("same", 8_000),
            Models.withWindow("large", 200_000));
    line.provider.failNext(refusal(400, "prompt is too long: 9000 tokens > 8000 maximum"));

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("small", "large");
    assertThat(line.traces.get("trc_a").orElseThrow().attempts())
        .extracting(Trace.Attempt::outcome)
        .containsExactly("provider_error", "passed_over", "success");
  }

  @Test
  void tellsThatThePromptIsTooLongWhenNoWindowIsLarger() {
    Line line = line(Models.withWindow("large", 200_000), Models.withWindow("small", 8_000));
    line.provider.failNext(refusal(400, "prompt is too long: 300000 tokens > 200000 maximum"));

    assertThat(failureOf(line).status()).isEqualTo(400);
    assertThat(line.provider.models()).containsExactly("large");
  }

  @Test
  void leavesAModelAloneForAsLongAsItsProviderAsked() {
    Line line = abc();
    line.provider.failNext(refusal(429, "Slow down.", new Header("retry-after", "30")));

    line.chat(TEXT);
    line.chat(TEXT);
    line.nanoTime.addAndGet(Duration.ofSeconds(31).toNanos());
    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "b", "b", "a");
  }

  @Test
  void asksAModelThatIsToBeLeftAloneWhenNoOtherIsLeft() {
    Line line = line(Models.named("a"), Models.named("b"));
    line.provider.failNext(refusal(429, "Slow down.", new Header("retry-after", "30")));
    line.provider.failNext(refusal(500, "Down."));
    line.provider.failNext(refusal(500, "Down."));
    assertThat(failureOf(line).status()).isEqualTo(500);
    line.provider.failNext(refusal(500, "Down."));

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "b", "b", "b", "a");
  }

  @Test
  void asksAModelThatItWouldRatherLeaveAloneWhenNoOtherIsLeft() {
    Line line = line(Models.named("a"));
    line.provider.failNext(refusal(429, "Slow down."));
    line.provider.failNext(refusal(429, "Slow down."));
    assertThat(failureOf(line).status()).isEqualTo(429);

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "a", "a");
  }

  @Test
  void fallsBackOnlyToModelsThatCanDoWhatIsAsked() {
    Line line = line(Models.named("a"), Models.able("b", "chat"), Models.able("c", "tools"));
    line.provider.failNext(refusal(500, "Down."));

    line.chat(WITH_TOOLS);

    assertThat(line.provider.models()).containsExactly("a", "c");
  }

  @Test
  void triesNoOtherModelWhenTheTimeForAllIsOver() {
    Line line = abc();
    line.provider.takeNext(Duration.ofSeconds(121));
    line.provider.failNext(refusal(500, "Down."));

    assertThatThrownBy(() -> line.chat(TEXT)).hasMessage("Down.");

    assertThat(line.provider.models()).containsExactly("a");
  }
}
