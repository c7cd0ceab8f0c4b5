package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.CallStatus;
import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.health.Ending;
import io.routerly.provider.ProviderRefusal;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Trace;
import io.routerly.routing.Verdict;
import io.routerly.routing.policy.PreferredPolicy;
import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the trace of a call tells, and when it is stored. */
class CallTraceTest {
  private static final String RICH =
      """
      {"model":"auto","max_tokens":77,"tools":[{}],"messages":[
       {"role":"user","content":[{"type":"text","text":"canary of the prompt"},
        {"type":"image_url","image_url":{"url":"data:,"}}]}]}""";

  private static Line line() {
    return new Line(
        MemoryConfig.of(
            List.of(Models.named("a"), Models.named("b"), Models.named("c")),
            Values.project(
                List.of(PolicySpec.of("picky"), PolicySpec.of("preferred")), "a", "b", "c")),
        PolicyFactory.withoutSettings(
            "picky",
            () ->
                (context, candidates) ->
                    List.of(
                        new Verdict.Score(1),
                        new Verdict.Score(0.5),
                        new Verdict.Exclude("not this one"))),
        PolicyFactory.withoutSettings("preferred", PreferredPolicy::new));
  }

  private static ProviderRefusal refusal(int status, Header... headers) {
    return new ProviderRefusal(
        WireFormat.OPENAI_CHAT, status, "Slow down.", List.of(headers), new byte[0]);
  }

  @Test
  void tellsWhatWasAskedAndHowItWasDecided() {
    Line line = line();

    line.chat(RICH);

    Trace trace = line.storedTraces.all().get(0);
    assertThat(trace.asked().tokenId()).isEqualTo("tok_a");
    assertThat(trace.asked().features()).containsExactly("tools", "vision");
    assertThat(trace.asked().maxOutputTokens()).hasValue(77);
    assertThat(trace.asked().inputTokens()).isPositive();
    assertThat(trace.decision().policies())
        .containsExactly(new Trace.Weight("picky", 2), new Trace.Weight("preferred", 1));
    assertThat(trace.decision().candidates().get(0).total()).isEqualTo(3);
    assertThat(trace.decision().candidates().get(1).scores())
        .containsEntry("picky", 0.5)
        .containsEntry("preferred", 0.5);
    assertThat(trace.decision().exclusions()).hasSize(1);
    assertThat(trace.toString()).doesNotContain("canary");
  }

  @Test
  void tellsWhyAPolicyAbstained() {
    Line line =
        new Line(
            MemoryConfig.of(
                List.of(Models.named("a"), Models.named("b")),
                Values.project(
                    List.of(PolicySpec.of("silent"), PolicySpec.of("preferred")), "a", "b")),
            PolicyFactory.withoutSettings(
                "silent",
                () -> (context, rated) -> RoutingPolicy.abstain(rated, "there is nothing to say")),
            PolicyFactory.withoutSettings("preferred", PreferredPolicy::new));

    line.chat(RICH);

    assertThat(line.storedTraces.all().get(0).decision().policies())
        .containsExactly(
            new Trace.Weight("silent", 2, Optional.of("there is nothing to say")),
            new Trace.Weight("preferred", 1));
  }

  @Test
  void tellsAllAttemptsWithTheirTimes() {
    Line line = line();
    line.provider.takeNext(Duration.ofMillis(30));
    line.provider.failNext(refusal(429, new Header("retry-after", "20")));

    line.chat(RICH);

    List<Trace.Attempt> attempts = line.storedTraces.all().get(0).attempts();
    assertThat(attempts).extracting(Trace.Attempt::modelId).containsExactly("a", "b");
    assertThat(attempts).extracting(Trace.Attempt::number).containsExactly(1, 2);
    assertThat(attempts).extracting(Trace.Attempt::startMs).containsExactly(0L, 30L);
    assertThat(attempts.get(0).durationMs()).isEqualTo(30);
    assertThat(attempts.get(0).providerStatus()).hasValue(429);
    assertThat(attempts.get(0).retryAfterMs()).hasValue(20_000L);
    assertThat(attempts.get(0).ending()).isEqualTo(Ending.RATE_LIMITED);
    assertThat(attempts.get(1).status()).isEqualTo(CallStatus.SUCCESS);
    assertThat(attempts.get(1).use().tokens().input()).isPositive();
  }

  @Test
  void isStoredOnceWhenTheCallIsOver() {
    Line line = line();

    Answer answer = line.pipeline().serve(Line.chat(line.caller(), RICH));
    answer.abandonment().run();
    line.chat(RICH);

    assertThat(line.storedTraces.all()).hasSize(2);
    assertThat(line.traces.latest("proj_a", 9, trace -> trace)).hasSize(2);
  }

  @Test
  void isStoredWhenNoModelAnswered() {
    Line line = line();
    line.provider.failNext(refusal(400));

    assertThatThrownBy(() -> line.chat(RICH)).isInstanceOf(ProviderRefusal.class);

    assertThat(line.storedTraces.all()).hasSize(1);
    assertThat(line.storedTraces.all().get(0).attempts()).hasSize(1);
  }

  @Test
  void canBeReadWhileTheCallGoesOn() {
    Line line = line();

    line.pipeline()
        .serve(Line.chat(line.caller(), RICH.replace("{\"model\"", "{\"stream\":true,\"model\"")));

    assertThat(line.storedTraces.all()).isEmpty();
    assertThat(line.traces.get("trc_a")).isPresent();
  }
}
