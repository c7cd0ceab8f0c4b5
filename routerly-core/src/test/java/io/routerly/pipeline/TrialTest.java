package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.ModelHealth;
import io.routerly.provider.ProviderRefusal;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.policy.HealthPolicy;
import io.routerly.routing.policy.PreferredPolicy;
import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model that failed is tried out by one call, and free for the next whatever comes of that. */
class TrialTest {
  private static final String TEXT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String STREAM = TEXT.replace("\"messages\"", "\"stream\":true,\"messages\"");
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final Line line = healthy();
  private final ModelHealth health = line.learnt.health().of("a");

  private static Line healthy() {
    Resilience hedging = new Resilience(120_000, Stickiness.AUTO, Optional.of(500));
    return new Line(
        MemoryConfig.of(
            List.of(Models.named("a"), Models.named("b")),
            Values.project(
                List.of(PolicySpec.of("preferred"), PolicySpec.of("health")), hedging, "a", "b")),
        learnt ->
            List.of(
                PolicyFactory.withoutSettings("preferred", PreferredPolicy::new),
                HealthPolicy.factory(learnt.health())));
  }

  private static GatewayException down() {
    return new ProviderRefusal(WireFormat.OPENAI_CHAT, 500, "Down.", List.of(), new byte[0]);
  }

  private static GatewayException tooMany() {
    return new ProviderRefusal(
        WireFormat.OPENAI_CHAT,
        429,
        "Slow down.",
        List.of(new Header("retry-after", "60")),
        new byte[0]);
  }

  @BeforeEach
  void breakTheFirstModel() {
    for (int i = 0; i < 8; i++) {
      line.provider.failNext(down());
      line.chat(TEXT);
    }
    line.chat(TEXT);
    line.provider.forget();
    pass(INTERVAL);
  }

  private void pass(Duration time) {
    line.nanoTime.addAndGet(time.toNanos());
  }

  private void assertLeftAloneUntilTheIntervalIsOver() {
    assertThat(health.isBeingTriedOut()).isFalse();
    line.provider.forget();
    line.chat(TEXT);
    assertThat(line.provider.models()).containsExactly("b");
    pass(INTERVAL);
    line.chat(TEXT);
    assertThat(line.provider.models()).containsExactly("b", "a");
  }

  @Test
  void waitsAnotherIntervalAfterAFailure() {
    line.provider.failNext(down());

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "b");
    assertLeftAloneUntilTheIntervalIsOver();
  }

  @Test
  void waitsAnotherIntervalWhenTheClientLeaves() {
    ProxyRequest request = Line.chat(line.caller(), TEXT);
    line.provider.duringNext(() -> request.cancel().cancel());
    line.provider.failNext(new GatewayException(ErrorCode.CLIENT_GONE, "It left."));

    assertThatThrownBy(() -> line.serve(request)).isInstanceOf(GatewayException.class);

    assertLeftAloneUntilTheIntervalIsOver();
  }

  private void overtakeTheTrial() {
    line.provider.duringNext(
        () -> {
          pass(Duration.ofSeconds(1));
          line.hedges.begin();
        });
    line.chat(TEXT);
    assertThat(line.provider.models()).containsExactly("a", "b");
  }

  @Test
  void waitsAnotherIntervalWhenAHedgeOvertakesTheTrial() {
    overtakeTheTrial();

    assertLeftAloneUntilTheIntervalIsOver();
  }

  @Test
  void isWaitedForTheNextTimeWhenAHedgeOvertookTheTrial() {
    overtakeTheTrial();
    pass(INTERVAL);
    int hedges = line.hedges.delays().size();

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "b", "a");
    assertThat(line.hedges.delays()).hasSize(hedges);
    assertThat(health.isBeingTriedOut()).isFalse();
  }

  @Test
  void isStillBeingTriedOutWhileAHedgeFails() {
    line.provider.duringNext(
        () -> {
          line.provider.failNext(down());
          line.hedges.begin();
          assertThat(health.isBeingTriedOut()).isTrue();
        });

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "b");
    assertThat(health.isBeingTriedOut()).isFalse();
  }

  @Test
  void waitsAnotherIntervalWhenTheGatewayFails() {
    line.provider.failNext(new IllegalStateException("A fault."));

    assertThatThrownBy(() -> line.chat(TEXT)).hasMessage("A fault.");

    assertLeftAloneUntilTheIntervalIsOver();
  }

  @Test
  void waitsAnotherIntervalWhenTheRequestIsWrong() {
    line.provider.failNext(
        new ProviderRefusal(WireFormat.OPENAI_CHAT, 400, "What?", List.of(), new byte[0]));

    assertThatThrownBy(() -> line.chat(TEXT)).hasMessage("What?");

    assertLeftAloneUntilTheIntervalIsOver();
  }

  @Test
  void isOutAgainAtOnceWhenTheStreamThatTriesItOutBreaksOff() {
    line.provider.breakOffNext();

    line.chat(STREAM);

    assertThat(line.provider.models()).containsExactly("a");
    assertLeftAloneUntilTheIntervalIsOver();
  }

  private void end(Answer answer) throws IOException {
    answer.body().writeTo(OutputStream.nullOutputStream());
  }

  @Test
  void getsNoOtherCallBeforeTheStreamThatTriesItOutHasEnded() throws IOException {
    Answer answer = line.begin(Line.chat(line.caller(), STREAM));
    for (int i = 0; i < 50; i++) {
      line.chat(TEXT);
    }
    assertThat(line.provider.models()).startsWith("a").hasSize(51);
    assertThat(line.provider.models().subList(1, 51)).containsOnly("b");
    line.provider.forget();

    end(answer);
    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a");
  }

  @Test
  void isAskedAgainAfterAHalfLifeOfOneAnswer() {
    Answer answer = line.begin(Line.chat(line.caller(), STREAM));
    pass(Duration.ofMinutes(5));

    List<Answer> further =
        IntStream.range(0, 20).mapToObj(i -> line.begin(Line.chat(line.caller(), STREAM))).toList();

    assertThat(line.provider.models()).hasSize(21).containsOnly("a");
    answer.abandonment().run();
    further.forEach(other -> other.abandonment().run());
  }

  @Test
  void isAskedByACallThatHasNoOtherModelWhileItAnswers() {
    Answer answer = line.begin(Line.chat(line.caller(), STREAM));
    line.provider.forget();
    line.provider.failNext(down());

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("b", "a");
    answer.abandonment().run();
  }

  @Test
  void keepsNoPlaceWhileItsProviderWantsToBeLeftAlone() {
    line.provider.failNext(tooMany());
    line.chat(TEXT);
    assertThat(line.provider.models()).containsExactly("a", "b");
    pass(INTERVAL);

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "b", "b");
    assertThat(health.isBeingTriedOut()).isFalse();
    pass(INTERVAL);
    line.chat(TEXT, Optional.empty());
    assertThat(line.provider.models()).containsExactly("a", "b", "b", "a");
  }
}
