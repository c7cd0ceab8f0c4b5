package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonTrees;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.policy.CapabilityPolicy;
import io.routerly.routing.policy.RateLimitPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counting the tokens of a request costs nobody anything, so limits on calls do not hold it. */
class TokenCountingTest {
  private static final String TEXT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String IMAGE =
      TEXT.replace("\"Hello\"", "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,\"}}]");

  private static Line line(Model model) {
    return new Line(
        MemoryConfig.of(
            List.of(model),
            Values.project(
                List.of(
                    PolicySpec.of("capability"),
                    new PolicySpec(
                        "rate-limit",
                        JsonTrees.object(
                            "{\"maxCallsPerWindow\":1}".getBytes(StandardCharsets.UTF_8)))),
                model.id())),
        learnt ->
            List.of(
                PolicyFactory.withoutSettings("capability", CapabilityPolicy::new),
                RateLimitPolicy.factory(
                    learnt.traffic(), learnt.cooldowns(), learnt.outputSizes())));
  }

  @Test
  void isAnsweredWhileEveryModelIsAtItsLimit() {
    Line line = line(Models.named("a"));
    line.chat(TEXT);
    assertThat(catchThrowableOfType(GatewayException.class, () -> line.chat(TEXT)).code())
        .isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);

    assertThat(line.pipeline().count(Line.chat(line.caller(), TEXT)).status()).isEqualTo(200);
  }

  @Test
  void isRefusedWhereNoModelCouldServeTheRequest() {
    Line line = line(Models.able("a", "chat"));

    assertThat(
            catchThrowableOfType(
                    GatewayException.class,
                    () -> line.pipeline().count(Line.chat(line.caller(), IMAGE)))
                .code())
        .isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
  }

  /** Whoever obeyed would ask again for what can never be. */
  @Test
  void namesNoTimeAfterWhichARequestThatNoModelCanServeMightBe() {
    Line line = line(Models.able("a", "chat"));
    line.chat(TEXT);

    GatewayException atLimit = catchThrowableOfType(GatewayException.class, () -> line.chat(IMAGE));

    assertThat(atLimit.code()).isEqualTo(ErrorCode.NO_MODEL_AVAILABLE);
    assertThat(atLimit.retryAfter()).isEmpty();
    assertThat(catchThrowableOfType(GatewayException.class, () -> line.chat(TEXT)).retryAfter())
        .isPresent();
  }
}
