package io.routerly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.auth.Caller;
import io.routerly.domain.CallType;
import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.health.Smoothing;
import io.routerly.pipeline.ScriptedModels.Reply;
import io.routerly.pipeline.Simulation.Outcome;
import io.routerly.provider.ProviderRefusal;
import io.routerly.upstream.CancelSignal;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that pass through ask for what a model need not have: others do not suffer for that. */
class PassedThroughTest {
  private static final String TEXT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final Duration DOWN = Duration.ofMinutes(20);
  private static final Smoothing USUAL =
      new Smoothing(Duration.ofMinutes(20), Duration.ofMinutes(5), 2);

  static ProxyRequest request(Caller caller) {
    byte[] body = "{\"model\":\"a\"}".getBytes(UTF_8);
    return new ProxyRequest(
        "trc_p",
        Line.NOW,
        caller,
        CallType.PASSTHROUGH,
        WireFormat.OPAQUE,
        "POST",
        "/fine_tuning/jobs",
        "",
        List.of(),
        body,
        RequestScanner.scan(WireFormat.OPAQUE, body),
        new CancelSignal(),
        false,
        Optional.empty());
  }

  private static ProviderRefusal refusal(int status) {
    return new ProviderRefusal(WireFormat.OPAQUE, status, "No.", List.of(), new byte[0]);
  }

  @ParameterizedTest(name = "{0}: an error rate of {1} after eight")
  @CsvSource({"400, 0", "401, 0", "403, 0", "404, 0", "409, 0", "429, 0", "500, 0.9"})
  void aModelThatRefusesWhatIsPassedThroughIsNotToBlame(int status, double errorRate) {
    Line line =
        new Line(MemoryConfig.of(List.of(Models.named("a")), Values.project(List.of(), "a")));
    for (int i = 0; i < 8; i++) {
      line.provider.failNext(refusal(status));
      assertThatThrownBy(() -> line.serve(request(line.caller()))).hasMessage("No.");
    }

    assertThat(line.provider.models()).hasSize(8);
    assertThat(line.learnt.health().of("a").errorRate(USUAL)).isEqualTo(errorRate);
  }

  /** Two calls that pass through try the model out, one after the other; then a chat does. */
  @Test
  void aCallThatWaitsForTheModelSharesNoRefusalOfWhatIsPassedThrough() {
    Simulation hour =
        new Simulation(
            List.of(Models.named("a")),
            List.of(PolicySpec.of("health")),
            Map.of("a", PassedThroughTest::downAndThenWithoutThePath));
    for (int at = 0; at < 10; at++) {
      hour.call(Duration.ofSeconds(40L * at), TEXT);
    }
    hour.call(DOWN, PassedThroughTest::request);
    hour.call(DOWN.plusMillis(5), PassedThroughTest::request);
    hour.call(DOWN.plusMillis(10), TEXT);

    List<Outcome> calls = hour.run();

    assertThat(calls.subList(10, 12))
        .allSatisfy(call -> assertThat(call.failure().orElseThrow().status()).isEqualTo(404));
    assertThat(calls.get(12).failure()).isEmpty();
    assertThat(hour.models.count("a").mostAtOnce).isEqualTo(1);
  }

  private static Reply downAndThenWithoutThePath(Duration now) {
    if (now.compareTo(DOWN) < 0) {
      return Reply.failing(Duration.ZERO, refusal(503));
    }
    return now.compareTo(DOWN.plusMillis(1500)) < 0
        ? Reply.failing(Duration.ofSeconds(1), refusal(404))
        : Reply.answer(Duration.ofSeconds(1));
  }
}
