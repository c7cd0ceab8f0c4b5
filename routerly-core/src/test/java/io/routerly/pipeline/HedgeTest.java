package io.routerly.pipeline;

import static io.routerly.pipeline.HedgedCalls.TEXT;
import static io.routerly.pipeline.HedgedCalls.attempts;
import static io.routerly.pipeline.HedgedCalls.failureOf;
import static io.routerly.pipeline.HedgedCalls.line;
import static io.routerly.pipeline.HedgedCalls.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.routerly.domain.CallStatus;
import io.routerly.domain.Models;
import io.routerly.domain.UsageRecord;
import io.routerly.error.GatewayException;
import io.routerly.health.Smoothing;
import io.routerly.provider.ProviderCall;
import io.routerly.routing.Trace;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A second model that is asked beside one that is slow to answer: who has the call, and who pays.
 */
class HedgeTest {
  private static final String STREAM = TEXT.replace("\"messages\"", "\"stream\":true,\"messages\"");

  private final Line line = line(Models.priced("a", "0.01", "0.03"), Models.named("b"));

  private static double errorRate(Line line, String model) {
    return line.learnt
        .health()
        .of(model)
        .errorRate(new Smoothing(Duration.ofMinutes(20), Duration.ofMinutes(5), 2));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits as a provider does that is silent: until nobody waits for its answer any more. */
  private static void beSilent(ProviderCall call) {
    CountDownLatch cancelled = new CountDownLatch(1);
    var unused = call.cancel().onCancel(cancelled::countDown);
    await(cancelled);
  }

  /** Has the hedge begin while the first model is asked, and be silent. */
  private static void hedgeInSilence(Line line, Runnable afterwards) {
    CountDownLatch asked = new CountDownLatch(1);
    line.provider.duringNext(
        () -> {
          line.provider.withNext(
              call -> {
                asked.countDown();
                beSilent(call);
              });
          line.hedges.beginElsewhere();
          await(asked);
          afterwards.run();
        });
  }

  @Test
  void theHedgeHasTheCallIfItAnswersFirst() {
    line.provider.duringNext(line.hedges::begin);

    String answer = line.chat(TEXT);

    assertThat(answer).contains("\"model\":\"b\"");
    assertThat(line.hedges.delays()).containsExactly(Duration.ofMillis(500));
    assertThat(line.ledger.records())
        .extracting(UsageRecord::modelId, UsageRecord::attempt, UsageRecord::status)
        .containsExactly(tuple("a", 1, CallStatus.ABORTED), tuple("b", 2, CallStatus.SUCCESS));
    assertThat(attempts(line))
        .extracting(Trace.Attempt::modelId, Trace.Attempt::hedge, Trace.Attempt::outcome)
        .containsExactly(tuple("a", false, "overtaken"), tuple("b", true, "success"));
  }

  @Test
  void theAnswerCountsTheCallAndNotWhatItOvertook() {
    line.provider.duringNext(line.hedges::begin);
    line.chat(TEXT);
    hedgeInSilence(line, () -> {});
    line.chat(TEXT);

    assertThat(line.ledger.records())
        .extracting(UsageRecord::modelId, UsageRecord::status, UsageRecord::calls)
        .containsExactly(
            tuple("a", CallStatus.ABORTED, 0),
            tuple("b", CallStatus.SUCCESS, 1),
            tuple("b", CallStatus.ABORTED, 0),
            tuple("a", CallStatus.SUCCESS, 1));
  }

  @Test
  void theLoserIsChargedByEstimate() {
    line.provider.duringNext(line.hedges::begin);

    line.chat(TEXT);

    UsageRecord loser = line.ledger.records().get(0);
    assertThat(loser.estimated()).isTrue();
    assertThat(loser.tokens().input()).isPositive();
    assertThat(loser.tokens().output()).isZero();
    assertThat(loser.cost()).isPresent();
    assertThat(loser.error().orElseThrow().code()).isEqualTo("overtaken");
  }

  @Test
  void theFirstModelKeepsTheCallIfItAnswersAllTheSame() {
    hedgeInSilence(line, () -> {});

    assertThat(line.chat(TEXT)).contains("\"model\":\"a\"");

    assertThat(line.provider.models()).containsExactly("a", "b");
    assertThat(line.provider.calls().get(1).cancel().isCancelled()).isTrue();
    assertThat(attempts(line))
        .extracting(Trace.Attempt::modelId, Trace.Attempt::hedge, Trace.Attempt::status)
        .containsExactly(
            tuple("b", true, CallStatus.ABORTED), tuple("a", false, CallStatus.SUCCESS));
  }

  @Test
  void thatAModelWasOvertakenBeforeItHadItsTimeSaysNothingOfIt() {
    for (int i = 0; i < 10; i++) {
      line.provider.duringNext(line.hedges::begin);
      line.chat(TEXT);
    }

    assertThat(errorRate(line, "a")).isEqualTo(errorRate(line, "never asked"));
    assertThat(line.learnt.cooldowns().of(Models.named("a"))).isEmpty();
    assertThat(line.hedges.delays()).hasSize(10);
  }

  @Test
  void whenBothFailTheClientIsToldOfTheLaterInTheRanking() {
    line.provider.duringNext(
        () -> {
          line.provider.failNext(refusal(404));
          line.provider.failNext(refusal(401));
          line.hedges.begin();
        });

    assertThat(failureOf(line).status()).isEqualTo(404);

    assertThat(line.provider.models()).containsExactly("a", "b");
    assertThat(attempts(line))
        .extracting(
            Trace.Attempt::modelId, Trace.Attempt::hedge, attempt -> attempt.providerStatus().get())
        .containsExactly(tuple("b", true, 404), tuple("a", false, 401));
    assertThat(line.ledger.records())
        .extracting(UsageRecord::status)
        .containsOnly(CallStatus.ERROR)
        .hasSize(2);
  }

  @Test
  void theFirstModelGoesOnWhenTheHedgeFails() {
    line.provider.duringNext(
        () -> {
          line.provider.failNext(refusal(500));
          line.hedges.begin();
        });

    assertThat(line.chat(TEXT)).contains("\"model\":\"a\"");
    assertThat(errorRate(line, "b")).isPositive();
  }

  @Test
  void theHedgeIsWaitedForWhenTheFirstModelFails() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    line.ledger.whenAppended(record -> failed.countDown());
    line.provider.duringNext(
        () -> {
          line.provider.withNext(
              call -> {
                asked.countDown();
                await(failed);
              });
          line.hedges.beginElsewhere();
          await(asked);
          line.provider.failNext(refusal(500));
        });

    assertThat(line.chat(TEXT)).contains("\"model\":\"b\"");
    assertThat(attempts(line))
        .extracting(Trace.Attempt::modelId, Trace.Attempt::outcome)
        .containsExactly(tuple("a", "provider_error"), tuple("b", "success"));
  }

  @Test
  void aRequestThatIsWrongEndsBoth() {
    hedgeInSilence(line, () -> line.provider.failNext(refusal(400)));

    assertThat(failureOf(line).status()).isEqualTo(400);

    assertThat(line.provider.calls().get(1).cancel().isCancelled()).isTrue();
    assertThat(line.ledger.records())
        .extracting(UsageRecord::modelId, UsageRecord::status)
        .containsExactlyInAnyOrder(tuple("a", CallStatus.ERROR), tuple("b", CallStatus.ABORTED));
  }

  @Test
  void aClientThatLeavesEndsBoth() {
    ProxyRequest request = Line.chat(line.caller(), TEXT);
    hedgeInSilence(line, () -> request.cancel().cancel());

    GatewayException gone = catchThrowableOfType(GatewayException.class, () -> line.serve(request));

    assertThat(gone.status()).isEqualTo(499);
    assertThat(line.ledger.records())
        .extracting(record -> record.error().orElseThrow().code())
        .containsExactly("client_gone", "client_gone");
    assertThat(line.ledger.records())
        .extracting(UsageRecord::status)
        .containsOnly(CallStatus.ABORTED);
    assertThat(line.storedTraces.all()).hasSize(1);
  }

  @Test
  void anAnswerThatComesTooLateIsGivenUpAndPaid() {
    line.provider.heedNoCancelling();
    line.provider.duringNext(line.hedges::begin);

    assertThat(line.chat(TEXT)).contains("\"model\":\"b\"");

    UsageRecord loser = line.ledger.records().get(0);
    assertThat(loser.modelId()).isEqualTo("a");
    assertThat(loser.status()).isEqualTo(CallStatus.ABORTED);
    assertThat(loser.estimated()).isFalse();
    assertThat(loser.tokens().output()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void streamsAreHedgedUpToTheirFirstEvent(boolean deaf) {
    if (deaf) {
      line.provider.heedNoCancelling();
    }
    line.provider.duringNext(line.hedges::begin);

    String answer = line.chat(STREAM);

    assertThat(answer).contains("\"model\":\"b\"").endsWith("data: [DONE]\n\n");
    assertThat(line.ledger.records())
        .extracting(UsageRecord::modelId, UsageRecord::status)
        .containsExactly(tuple("a", CallStatus.ABORTED), tuple("b", CallStatus.SUCCESS));
  }

  @Test
  void aStreamThatBeginsTooLateIsHungUpOn() {
    MemoryResponse late =
        MemoryResponse.stream()
            .piece("data: {\"choices\":[{\"delta\":{\"content\":\"Well\"}}]}\n\n");
    line.provider.duringNext(
        () -> {
          line.hedges.begin();
          line.provider.answerNext(late);
        });

    assertThat(line.chat(STREAM)).contains("\"model\":\"b\"");

    assertThat(late.closed()).isTrue();
  }
}
