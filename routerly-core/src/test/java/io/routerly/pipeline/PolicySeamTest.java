package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.chat.Feature;
import io.routerly.domain.Actor;
import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.PolicySpec;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.AttemptEnd;
import io.routerly.health.Ending;
import io.routerly.health.OutcomeObserver;
import io.routerly.provider.ProviderRefusal;
import io.routerly.routing.Candidate;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A policy can see, learn and wait for everything that the planned policies need. */
class PolicySeamTest {
  private static final String RICH =
      """
      {"model":"auto","max_tokens":77,"tools":[{}],"messages":[
       {"role":"user","content":[{"type":"text","text":"What is this?"},
        {"type":"image_url","image_url":{"url":"data:,"}}]}]}""";

  /** Sees everything and avoids models that a provider asked to be left alone. */
  private static final class CuriousFactory implements PolicyFactory, OutcomeObserver {
    private final List<RoutingContext> seen = new ArrayList<>();
    private final List<AttemptEnd> ends = new ArrayList<>();
    private final Set<String> resting = new HashSet<>();

    @Override
    public String type() {
      return "curious";
    }

    @Override
    public RoutingPolicy create(PolicySpec spec) {
      return (context, candidates) -> {
        seen.add(context);
        return context.deadline().remaining().isZero()
            ? RoutingPolicy.abstain(candidates, "there is nothing to say")
            : candidates.stream().map(this::rate).toList();
      };
    }

    private Verdict rate(Candidate candidate) {
      return resting.contains(candidate.model().id())
          ? new Verdict.Exclude("It rests.")
          : new Verdict.Score(1);
    }

    @Override
    public void ended(AttemptEnd end) {
      ends.add(end);
      end.retryAfter().ifPresent(time -> resting.add(end.model().id()));
    }
  }

  private final CuriousFactory factory = new CuriousFactory();
  private final Line line =
      new Line(
          MemoryConfig.of(
              List.of(Values.model("a"), Values.model("b")),
              Values.project(List.of(PolicySpec.of("curious")), "a", "b")),
          factory);

  @Test
  void seesWhatTheRequestSaysAndNeeds() {
    line.chat(RICH);

    RoutingContext seen = factory.seen.get(0);
    assertThat(seen.token()).isEqualTo(Values.TOKEN);
    assertThat(seen.demand().callType()).isEqualTo(CallType.CHAT);
    assertThat(seen.demand().inputTokens()).isPositive();
    assertThat(seen.demand().maxOutputTokens()).isEqualTo(OptionalLong.of(77));
    assertThat(seen.demand().conversation().features())
        .containsExactlyInAnyOrder(Feature.IMAGES, Feature.TOOLS);
    assertThat(seen.demand().conversation().turns().get(0).text()).isEqualTo("What is this?");
  }

  @Test
  void isGivenTimeThatRunsOut() {
    line.chat(RICH);
    Duration atFirst = factory.seen.get(0).deadline().remaining();
    line.nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));

    assertThat(atFirst).isPositive();
    assertThat(factory.seen.get(0).deadline().remaining()).isZero();
  }

  @Test
  void learnsHowAttemptsEndAndRatesByIt() {
    line.provider.failNext(
        new ProviderRefusal(
            WireFormat.OPENAI_CHAT,
            429,
            "Slow down.",
            List.of(new Header("retry-after", "30")),
            new byte[0]));

    line.chat(RICH);
    line.chat(RICH);

    assertThat(factory.ends)
        .extracting(AttemptEnd::ending)
        .containsExactly(Ending.RATE_LIMITED, Ending.SUCCESS, Ending.SUCCESS);
    assertThat(factory.ends.get(0).record().status()).isEqualTo(CallStatus.ERROR);
    assertThat(factory.ends.get(0).retryAfter()).hasValue(Duration.ofSeconds(30));
    assertThat(factory.ends.get(1).record().tokens().output()).isPositive();
    assertThat(line.provider.models()).containsExactly("a", "b", "b");
  }

  @Test
  void learnsOfEveryFailure() {
    GatewayException lost = new GatewayException(ErrorCode.PROVIDER_BAD_RESPONSE, "Nonsense.");
    line.provider.failNext(lost);
    line.provider.failNext(lost);

    assertThatThrownBy(() -> line.chat(RICH)).isSameAs(lost);

    assertThat(factory.ends)
        .extracting(AttemptEnd::ending)
        .containsExactly(Ending.FAILURE, Ending.FAILURE);
  }

  @Test
  void isNotAskedForAProjectWithoutPolicies() {
    line.config.edit(
        Actor.command("test"),
        state -> state.withProjects(List.of(Values.project(List.of(), "b", "a"))));

    line.chat(RICH);
    line.chat(RICH.replace("auto", "a"));

    assertThat(factory.seen).isEmpty();
    assertThat(line.provider.models()).containsExactly("b", "a");
  }
}
