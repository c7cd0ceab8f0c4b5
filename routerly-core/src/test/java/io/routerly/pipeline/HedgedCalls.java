package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.domain.Model;
import io.routerly.domain.Resilience;
import io.routerly.domain.Stickiness;
import io.routerly.error.GatewayException;
import io.routerly.provider.ProviderRefusal;
import io.routerly.routing.Trace;
import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Calls of a project that has the next model asked beside one that is slow to answer. */
final class HedgedCalls {
  static final String TEXT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private HedgedCalls() {}

  /** Returns a project that gives a model half a second. */
  static Line line(Model... models) {
    return line(Optional.of(500), models);
  }

  static Line line(Optional<Integer> hedgeAfterMs, Model... models) {
    String[] ids = Arrays.stream(models).map(Model::id).toArray(String[]::new);
    Resilience resilience = new Resilience(120_000, Stickiness.AUTO, hedgeAfterMs);
    return new Line(MemoryConfig.of(List.of(models), Values.project(List.of(), resilience, ids)));
  }

  static ProviderRefusal refusal(int status, Header... headers) {
    return new ProviderRefusal(
        WireFormat.OPENAI_CHAT, status, "No " + status + ".", List.of(headers), new byte[0]);
  }

  static GatewayException failureOf(Line line) {
    return catchThrowableOfType(GatewayException.class, () -> line.chat(TEXT));
  }

  static List<Trace.Attempt> attempts(Line line) {
    return line.traces.get("trc_a").orElseThrow().attempts();
  }
}
