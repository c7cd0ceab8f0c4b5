package io.routerly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallType;
import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.routing.policy.RoundRobinPolicy;
import io.routerly.upstream.CancelSignal;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A conversation stays on its model, where round robin would move it. */
class StickinessTest {
  private static final String FIRST = turns("Hello");
  private static final Pattern ANSWER_ID = Pattern.compile("\"id\":\"(resp_[^\"]+)\"");
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

  private static ProxyRequest responses(Line line, String traceId, String rest) {
    byte[] body = "{\"model\":\"auto\",\"input\":\"Go on\"%s}".formatted(rest).getBytes(UTF_8);
    return new ProxyRequest(
        traceId,
        Line.NOW,
        line.caller(),
        CallType.RESPONSES,
        WireFormat.OPENAI_RESPONSES,
        "POST",
        "/responses",
        "",
        List.of(),
        body,
        RequestScanner.scan(WireFormat.OPENAI_CHAT, body),
        new CancelSignal(),
        false,
        Optional.empty());
  }

  private static String idOf(String answer) {
    return ANSWER_ID
        .matcher(answer)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void followsTheIdOfTheAnswerThatAResponsesClientGoesOnFrom(boolean stream) {
    Line line = line(Stickiness.AUTO);
    String streamed = stream ? ",\"stream\":true" : "";
    String id = idOf(line.serve(responses(line, "trc_1", streamed)));
    line.chat(turns("Another"));

    String next =
        idOf(
            line.serve(
                responses(line, "trc_2", streamed + ",\"previous_response_id\":\"" + id + "\"")));
    line.serve(responses(line, "trc_3", ",\"previous_response_id\":\"" + next + "\""));

    assertThat(line.provider.models()).containsExactly("a", "b", "a", "a");
    assertThat(line.traces.get("trc_3").orElseThrow().decision().keptOn()).hasValue("a");
  }

  @Test
  void followsNoIdOfAnAnswerWhereItIsOffOrTheAnswerIsNotKnown() {
    Line off = line(Stickiness.HEADER);
    String id = idOf(off.serve(responses(off, "trc_1", "")));
    off.serve(responses(off, "trc_2", ",\"previous_response_id\":\"" + id + "\""));
    Line other = line(Stickiness.AUTO);
    other.chat(FIRST);
    other.serve(responses(other, "trc_2", ",\"previous_response_id\":\"resp_x\""));

    assertThat(off.provider.models()).containsExactly("a", "b");
    assertThat(other.provider.models()).containsExactly("a", "b");
  }

  /** The fake provider is asked in Chat Completions, and what it says is written anew. */
  @Test
  void followsTheIdThatIsMadeHereForAProviderOfAnotherFormat() {
    Line line = line(Stickiness.AUTO);
    line.provider.speaksOnlyChat();
    String id = idOf(line.serve(responses(line, "trc_1", "")));
    assertThat(id).isEqualTo("resp_1");
    line.chat(turns("Another"));

    line.serve(responses(line, "trc_2", ",\"previous_response_id\":\"resp_1\""));

    assertThat(line.provider.models()).containsExactly("a", "b", "a");
  }

  @Test
  void isNotHeededWhereItIsOff() {
    Line line = line(Stickiness.OFF);

    line.chat(FIRST, Optional.of("mine"));
    line.chat(SECOND, Optional.of("mine"));

    assertThat(line.provider.models()).containsExactly("a", "b");
  }
}
