package io.routerly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.json.JsonTrees;
import io.routerly.provider.ProviderRefusal;
import io.routerly.routing.policy.LlmPolicy;
import io.routerly.routing.policy.RateLimitPolicy;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a decision asks a model is traffic of that model. */
class QuestionTrafficTest {
  private static final String TEXT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Line line(String limits) {
    List<PolicySpec> policies =
        List.of(spec("llm", "{\"modelId\":\"judge\"}"), spec("rate-limit", limits));
    return new Line(
        MemoryConfig.of(
            List.of(Models.named("a"), Models.named("b"), Models.named("judge")),
            Values.project(policies, "a", "b")),
        learnt ->
            List.of(
                LlmPolicy.factory(),
                RateLimitPolicy.factory(
                    learnt.traffic(), learnt.cooldowns(), learnt.outputSizes())));
  }

  private static PolicySpec spec(String type, String config) {
    return new PolicySpec(type, JsonTrees.object(config.getBytes(UTF_8)));
  }

  @Test
  void countsForItsLimitsAndNotForItsShareOfTheProjectsCalls() {
    Line line = line("{}");

    line.chat(TEXT);
    line.chat(TEXT);

    assertThat(line.learnt.traffic().calls("judge", MINUTE)).isEqualTo(2);
    assertThat(line.learnt.traffic().tokens("judge", MINUTE))
        .isEqualTo(
            line.ledger.records().stream()
                .filter(record -> record.modelId().equals("judge"))
                .mapToLong(record -> record.tokens().total())
                .sum())
        .isPositive();
    assertThat(line.learnt.traffic().callsOf("proj_a", "judge", 60)).isZero();
  }

  @Test
  void isNotAskedBeyondTheLimitThatIsSet() {
    Line line = line("{\"models\":{\"judge\":{\"maxCallsPerWindow\":2}}}");

    for (int i = 0; i < 5; i++) {
      line.chat(TEXT);
    }

    assertThat(line.provider.models()).filteredOn("judge"::equals).hasSize(2);
    assertThat(line.provider.models()).filteredOn(model -> !model.equals("judge")).hasSize(5);
    assertThat(line.traces.get("trc_a").orElseThrow().decision().policies().get(0).abstained())
        .hasValue("the limit that is set for model judge is reached");
  }

  @Test
  void givesBackWhatWasExpectedOfItWhenItFails() {
    Line line = line("{\"maxTokensPerWindow\":100000}");
    line.provider.failNext(
        new ProviderRefusal(WireFormat.OPENAI_CHAT, 500, "Down.", List.of(), new byte[0]));

    line.chat(TEXT);

    assertThat(line.learnt.traffic().calls("judge", MINUTE)).isEqualTo(1);
    assertThat(line.learnt.traffic().tokens("judge", MINUTE)).isZero();
  }
}
