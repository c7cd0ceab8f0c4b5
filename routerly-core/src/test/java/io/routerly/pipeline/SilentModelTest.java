package io.routerly.pipeline;

import static io.routerly.pipeline.HedgedCalls.TEXT;
import static io.routerly.pipeline.HedgedCalls.attempts;
import static io.routerly.pipeline.HedgedCalls.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.PolicySpec;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.health.Recency;
import io.routerly.health.Smoothing;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.Trace;
import io.routerly.routing.policy.HealthPolicy;
import io.routerly.routing.policy.PreferredPolicy;
import io.routerly.upstream.UpstreamTimeoutException;
import io.routerly.upstream.UpstreamTimeoutException.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A model that is overtaken each time may hang, or just be slow: one call in a while waits to know.
 */
class SilentModelTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Smoothing USUAL =
      new Smoothing(Duration.ofMinutes(20), Duration.ofMinutes(5), 2);

  private final Line line = line(30_000);

  private static Line line(int timeoutMs) {
    return new Line(
        MemoryConfig.of(
            List.of(Values.slow("a", timeoutMs), Values.slow("b", timeoutMs)),
            Values.project(
                List.of(PolicySpec.of("preferred"), PolicySpec.of("health")),
                new Resilience(120_000, Stickiness.AUTO, Optional.of(500)),
                "a",
                "b")),
        learnt ->
            List.of(
                PolicyFactory.withoutSettings("preferred", PreferredPolicy::new),
                HealthPolicy.factory(learnt.health())));
  }

  private double errorRate() {
    return line.learnt.health().of("a").errorRate(USUAL);
  }

  private void pass(Duration time) {
    line.nanoTime.addAndGet(time.toNanos());
  }

  /** Serves a call whose first model is silent until another one has answered. */
  private void overtake() {
    line.provider.duringNext(
        () -> {
          pass(Duration.ofSeconds(2));
          line.hedges.begin();
        });
    line.chat(TEXT);
  }

  /** Serves a call whose first model is silent for all of its time. */
  private void timeOut() {
    line.provider.duringNext(
        () -> {
          pass(TIMEOUT);
          line.provider.failNext(new UpstreamTimeoutException(Phase.TOTAL, TIMEOUT));
        });
    line.chat(TEXT);
  }

  private void overtake(int times) {
    for (int i = 0; i < times; i++) {
      overtake();
    }
  }

  private int hedgesAwaitedBy(Runnable call) {
    int before = line.hedges.delays().size();
    call.run();
    return line.hedges.delays().size() - before;
  }

  @Test
  void isFoundOutByOneCallThatWaitsForIt() {
    overtake(8);
    assertThat(errorRate()).isZero();

    assertThat(hedgesAwaitedBy(this::timeOut)).isZero();

    assertThat(attempts(line)).extracting(Trace.Attempt::modelId).containsExactly("a", "b");
    assertThat(errorRate()).isGreaterThanOrEqualTo(0.9);
    line.provider.forget();
    line.chat(TEXT);
    assertThat(line.provider.models()).containsExactly("b");
  }

  @Test
  void isFoundOutByOneCallThatIsCutOffBeforeItsTime() {
    Line slow = line(100_000);
    for (int i = 0; i < 8; i++) {
      slow.provider.duringNext(
          () -> {
            slow.nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());
            slow.hedges.begin();
          });
      slow.chat(TEXT);
    }

    slow.provider.withNext(
        call -> {
          Duration share = call.timeouts().total().orElseThrow();
          assertThat(share).isEqualTo(Duration.ofSeconds(90));
          slow.nanoTime.addAndGet(share.toNanos());
          slow.provider.failNext(new UpstreamTimeoutException(Phase.TOTAL, share));
        });
    slow.chat(TEXT);

    slow.provider.forget();
    slow.chat(TEXT);
    assertThat(slow.provider.models()).containsExactly("b");
  }

  @Test
  void isWellIfItAnswersTheCallThatWaitsForIt() {
    overtake(8);

    assertThat(hedgesAwaitedBy(() -> line.chat(TEXT))).isZero();

    assertThat(errorRate()).isZero();
    assertThat(hedgesAwaitedBy(() -> overtake(8))).isEqualTo(8);
  }

  @Test
  void isWaitedForByOneCallInAWhile() {
    overtake(8);
    line.provider.duringNext(
        () -> {
          overtake(14);
          line.provider.failNext(refusal(500));
        });

    assertThat(hedgesAwaitedBy(() -> line.chat(TEXT))).isEqualTo(14);
    overtake();
    assertThat(hedgesAwaitedBy(() -> line.chat(TEXT))).isZero();
  }

  @Test
  void failsOnceIfItTimesOutBeforeItIsSuspected() {
    overtake(7);

    timeOut();

    assertThat(errorRate()).isEqualTo(1.0 / 3);
  }

  @Test
  void isSlowForAllThatIsKnown() {
    overtake();

    assertThat(
            line.learnt
                .latencies()
                .mean("a", false, new Recency(Duration.ofMinutes(20), Duration.ofMinutes(5)), 1))
        .hasValue(2000);
  }
}
