package io.routerly.pipeline;

import static io.routerly.pipeline.HedgedCalls.TEXT;
import static io.routerly.pipeline.HedgedCalls.attempts;
import static io.routerly.pipeline.HedgedCalls.failureOf;
import static io.routerly.pipeline.HedgedCalls.line;
import static io.routerly.pipeline.HedgedCalls.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.routerly.domain.CallType;
import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.error.GatewayException;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.Trace;
import io.routerly.routing.Verdict;
import io.routerly.secret.Credential;
import io.routerly.secret.ModelKeys;
import io.routerly.secret.UsableKey;
import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a second model is asked, and which one. */
class HedgeRulesTest {
  private static final String WITH_TOOLS =
      TEXT.replace("\"messages\"", "\"tools\":[{}],\"messages\"");

  private final Line line = line(Models.named("a"), Models.named("b"));

  @Test
  void noSecondModelIsAskedUnlessTheProjectSaysSo() {
    Line plain = line(Optional.empty(), Models.named("a"), Models.named("b"));

    plain.chat(TEXT);

    assertThat(plain.hedges.delays()).isEmpty();
    assertThat(plain.provider.models()).containsExactly("a");
  }

  @Test
  void noSecondModelIsAskedIfTheFirstAnswersInTime() {
    line.chat(TEXT);

    assertThat(line.hedges.delays()).hasSize(1);
    assertThat(line.hedges.waiting()).isZero();
    assertThat(line.provider.models()).containsExactly("a");
    assertThat(attempts(line)).extracting(Trace.Attempt::hedge).containsExactly(false);
  }

  @Test
  void aHedgeThatIsLateDoesNothing() {
    Line late = line(Models.named("a"), Models.named("b"));
    Runnable[] started = {() -> {}};
    late.provider.duringNext(() -> started[0] = late.hedges.anyWaiting());

    late.chat(TEXT);
    started[0].run();

    assertThat(late.provider.models()).containsExactly("a");
    assertThat(late.ledger.records()).hasSize(1);
  }

  @Test
  void nothingIsAwaitedWhereThereIsNoOtherModel() {
    Line alone = line(Models.named("a"));

    alone.chat(TEXT);

    assertThat(alone.hedges.delays()).isEmpty();
  }

  @Test
  void theRankingGoesOnWithoutHedgesAfterBothHaveFailed() {
    Line three = line(Models.named("a"), Models.named("b"), Models.named("c"), Models.named("d"));
    three.provider.duringNext(
        () -> {
          three.provider.failNext(refusal(500));
          three.provider.failNext(refusal(500));
          three.hedges.begin();
        });

    assertThat(three.chat(TEXT)).contains("\"model\":\"c\"");

    assertThat(three.hedges.delays()).hasSize(1);
    assertThat(three.provider.models()).containsExactly("a", "b", "c");
  }

  @Test
  void aFallbackIsHedgedIfNoneBeforeItWas() {
    Line three = line(Models.named("a"), Models.named("b"), Models.named("c"));
    three.provider.failNext(refusal(500));
    three.provider.duringNext(() -> three.provider.duringNext(three.hedges::begin));

    assertThat(three.chat(TEXT)).contains("\"model\":\"c\"");

    assertThat(attempts(three))
        .extracting(Trace.Attempt::modelId, Trace.Attempt::outcome)
        .containsExactly(
            tuple("a", "provider_error"), tuple("b", "overtaken"), tuple("c", "success"));
  }

  @Test
  void aHedgeIsCheckedAsAFallbackIs() {
    Line unable = line(Models.named("a"), Models.able("b", "chat"), Models.named("c"));
    unable.provider.duringNext(unable.hedges::begin);

    assertThat(unable.chat(WITH_TOOLS)).contains("\"model\":\"c\"");

    assertThat(attempts(unable))
        .extracting(Trace.Attempt::modelId, Trace.Attempt::outcome)
        .containsExactly(tuple("b", "passed_over"), tuple("a", "overtaken"), tuple("c", "success"));
  }

  @Test
  void noHedgeBeginsWhenTheTimeForAllIsOver() {
    line.provider.takeNext(Duration.ofSeconds(121));
    line.provider.duringNext(line.hedges::begin);

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a");
    assertThat(attempts(line))
        .extracting(Trace.Attempt::modelId, Trace.Attempt::outcome)
        .containsExactly(tuple("b", "passed_over"), tuple("a", "success"));
  }

  @Test
  void aHedgeHasButTheTimeThatIsLeft() {
    line.provider.takeNext(Duration.ofSeconds(119));
    line.provider.duringNext(line.hedges::begin);

    line.chat(TEXT);

    assertThat(line.provider.calls().get(1).timeouts().firstByte())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aModelThatIsToBeLeftAloneIsNoHedge() {
    line.provider.failNext(refusal(500));
    line.provider.failNext(refusal(429, new Header("retry-after", "30")));
    assertThat(failureOf(line).status()).isEqualTo(429);
    line.provider.forget();
    line.provider.duringNext(line.hedges::begin);

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a");
  }

  @Test
  void anotherKeyOfAModelHasItsOwnTime() {
    List<Credential> all = List.of(new Credential("1"), new Credential("2"));
    line.keys.put(
        "a",
        ModelKeys.of(
            new UsableKey("eu", "eu", 1, Optional.of(all.get(0)), all),
            new UsableKey("us", "us", 1, Optional.of(all.get(1)), all)));
    line.provider.failNext(refusal(401));
    line.provider.duringNext(() -> line.provider.duringNext(line.hedges::begin));

    assertThat(line.chat(TEXT)).contains("\"model\":\"b\"");

    assertThat(line.hedges.delays()).hasSize(2);
    assertThat(attempts(line))
        .extracting(Trace.Attempt::modelId, Trace.Attempt::key, Trace.Attempt::outcome)
        .containsExactly(
            tuple("a", "eu", "provider_error"),
            tuple("a", "us", "overtaken"),
            tuple("b", "", "success"));
  }

  @Test
  void aHedgeThatIsLateAfterAFailureDoesNothing() {
    Runnable[] started = {() -> {}};
    line.provider.duringNext(() -> started[0] = line.hedges.anyWaiting());
    line.provider.failNext(refusal(400));
    assertThat(failureOf(line).status()).isEqualTo(400);
    line.provider.duringNext(() -> started[0] = line.hedges.anyWaiting());
    line.provider.failNext(refusal(500));
    line.chat(TEXT);

    started[0].run();

    assertThat(line.provider.models()).containsExactly("a", "a", "b");
  }

  @Test
  void aModelThatIsButTriedOutIsNoHedge() {
    Resilience resilience = new Resilience(120_000, Stickiness.AUTO, Optional.of(500));
    Line ill =
        new Line(
            MemoryConfig.of(
                List.of(Models.named("a"), Models.named("b")),
                Values.project(List.of(PolicySpec.of("doubt")), resilience, "a", "b")),
            PolicyFactory.withoutSettings(
                "doubt",
                () ->
                    (context, candidates) -> List.of(new Verdict.Score(1), new Verdict.Trial(0))));
    ill.provider.duringNext(ill.hedges::begin);

    ill.chat(TEXT);

    assertThat(ill.hedges.delays()).hasSize(1);
    assertThat(ill.provider.models()).containsExactly("a");
    assertThat(attempts(ill)).hasSize(1);
  }

  @Test
  void whatIsNotUnderstoodIsNotHedged() {
    byte[] body = TEXT.getBytes(StandardCharsets.UTF_8);
    ProxyRequest plain = Line.chat(line.caller(), TEXT);

    GatewayException refused =
        catchThrowableOfType(
            GatewayException.class,
            () ->
                line.serve(
                    new ProxyRequest(
                        plain.traceId(),
                        plain.timestamp(),
                        plain.caller(),
                        CallType.PASSTHROUGH,
                        WireFormat.OPAQUE,
                        "POST",
                        "/images/generations",
                        "",
                        List.of(),
                        body,
                        plain.facts(),
                        plain.cancel(),
                        false,
                        Optional.empty())));

    assertThat(refused.status()).isEqualTo(404);
    assertThat(line.provider.models()).isNotEmpty();
    assertThat(line.hedges.delays()).isEmpty();
  }
}
