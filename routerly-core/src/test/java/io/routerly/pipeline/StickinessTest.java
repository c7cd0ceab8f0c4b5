package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.routing.policy.RoundRobinPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A conversation stays on its model, where round robin would move it. */
class StickinessTest {
  private static final String FIRST = turns("Hello");
  private static final String SECOND = turns("Hello", "And?");

  private static String turns(String... texts) {
    StringBuilder json = new StringBuilder("{\"model\":\"auto\",\"messages\":[");
    for (int i = 0; i < texts.length; i++) {
      json.append(i == 0 ? "" : ",{\"role\":\"assistant\",\"content\":\"Well.\"},");
      json.append("{\"role\":\"user\",\"content\":\"").append(texts[i]).append("\"}");
    }
    return json.append("]}").toString();
  }

  private static Line line(Stickiness stickiness) {
    return new Line(
        MemoryConfig.of(
            List.of(Models.named("a"), Models.named("b"), Models.named("c")),
            Values.project(
                List.of(PolicySpec.of("round-robin")),
                new Resilience(120_000, stickiness, Optional.empty()),
                "a",
                "b",
                "c")),
        RoundRobinPolicy.factory());
  }

  @Test
  void staysOnItsModelFromTheSecondTurnOn() {
    Line line = line(Stickiness.AUTO);

    line.chat(FIRST);
    line.chat(turns("Another"));
    line.chat(SECOND);
    line.chat(turns("Hello", "And?", "And then?"));

    assertThat(line.provider.models()).containsExactly("a", "b", "a", "a");
    assertThat(line.traces.get("trc_a").orElseThrow().decision().keptOn()).hasValue("a");
  }

  @Test
  void isNotTakenForOneThatOnlyBeginsAlike() {
    Line line = line(Stickiness.AUTO);

    line.chat(FIRST);
    line.chat(FIRST);

    assertThat(line.provider.models()).containsExactly("a", "b");
  }

  @Test
  void followsTheNameThatTheClientGivesIt() {
    Line line = line(Stickiness.HEADER);

    line.chat(FIRST, Optional.of("mine"));
    line.chat(FIRST, Optional.of("other"));
    line.chat(turns("Quite different"), Optional.of("mine"));
    line.chat(SECOND);

    assertThat(line.provider.models()).containsExactly("a", "b", "a", "a");
    assertThat(line.traces.get("trc_a").orElseThrow().decision().keptOn()).isEmpty();
  }

  @Test
  void movesForGoodWhenItsModelFails() {
    Line line = line(Stickiness.AUTO);
    line.chat(FIRST);
    line.provider.failNext(new GatewayException(ErrorCode.PROVIDER_UNREACHABLE, "Down."));

    line.chat(SECOND);
    line.chat(SECOND);

    assertThat(line.provider.models()).containsExactly("a", "a", "b", "b");
  }

  @Test
  void isForgottenAfterAnHour() {
    Line line = line(Stickiness.AUTO);
    line.chat(FIRST);
    line.nanoTime.addAndGet(Duration.ofMinutes(61).toNanos());

    line.chat(SECOND);

    assertThat(line.provider.models()).containsExactly("a", "b");
  }

  @Test
  void isNotHeededWhereItIsOff() {
    Line line = line(Stickiness.OFF);

    line.chat(FIRST, Optional.of("mine"));
    line.chat(SECOND, Optional.of("mine"));

    assertThat(line.provider.models()).containsExactly("a", "b");
  }
}
