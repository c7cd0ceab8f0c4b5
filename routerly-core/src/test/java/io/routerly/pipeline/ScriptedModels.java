package io.routerly.pipeline;

import io.routerly.domain.Model;
import io.routerly.error.GatewayException;
import io.routerly.provider.Dialect;
import io.routerly.provider.ProviderAdapter;
import io.routerly.provider.ProviderAnswer;
import io.routerly.provider.ProviderCall;
import io.routerly.provider.Redaction;
import io.routerly.secret.UsableKey;
import io.routerly.upstream.UpstreamTimeoutException;
import io.routerly.upstream.UpstreamTimeoutException.Phase;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A provider whose models do what a script says, and take their time by a virtual clock. */
final class ScriptedModels implements ProviderAdapter {
  private static final Dialect DIALECT =
      Dialect.openAi(FakeProvider.NAME).at("http://127.0.0.1").withOptionalKey().build();

  private static final String WHOLE =
      "{\"id\":\"chatcmpl-a\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Well.\"},"
          + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":%1$d,"
          + "\"completion_tokens\":%2$d,\"total_tokens\":%3$d}}";

  private final VirtualTime time;
  private final Map<String, Script> scripts;
  private final Map<String, Count> counts = new HashMap<>();

  /** What a model does with a call. */
  @FunctionalInterface
  interface Script {
    /**
     * Returns the reply to a call that comes now.
     *
     * @param now time since the start
     */
    Reply reply(Duration now);
  }

  /**
   * @param takes time until the answer, or the failure
   * @param failure why there is no answer
   * @param outputTokens tokens of the answer
   */
  record Reply(Duration takes, Optional<GatewayException> failure, int outputTokens) {
    static Reply answer(Duration takes) {
      return new Reply(takes, Optional.empty(), 100);
    }

    static Reply failing(Duration takes, GatewayException why) {
      return new Reply(takes, Optional.of(why), 0);
    }
  }

  /** How many calls a model got, and has at once. */
  static final class Count {
    int calls;
    int atOnce;
    int mostAtOnce;

    void begin() {
      calls++;
      atOnce++;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
    }
  }

  ScriptedModels(VirtualTime time, Map<String, Script> scripts) {
    this.time = time;
    this.scripts = Map.copyOf(scripts);
  }

  Count count(String modelId) {
    return counts.computeIfAbsent(modelId, absent -> new Count());
  }

  @Override
  public String id() {
    return FakeProvider.NAME;
  }

  @Override
  public Optional<Dialect> dialectFor(Model model) {
    return Optional.of(DIALECT);
  }

  @Override
  public ProviderAnswer open(ProviderCall call, UsableKey key) {
    Count count = count(call.model().id());
    count.begin();
    try {
      return answer(call, script(call.model()).reply(Duration.ofNanos(time.getAsLong())));
    } finally {
      count.atOnce--;
    }
  }

  private Script script(Model model) {
    return Objects.requireNonNull(scripts.get(model.id()));
  }

  private ProviderAnswer answer(ProviderCall call, Reply reply) {
    Duration limit = call.timeouts().firstByte();
    if (reply.takes().compareTo(limit) > 0) {
      time.pass(limit);
      throw new UpstreamTimeoutException(Phase.FIRST_BYTE, limit);
    }
    time.pass(reply.takes());
    if (reply.failure().isPresent()) {
      throw reply.failure().get();
    }
    long input = RequestScanner.scan(WireFormat.OPENAI_CHAT, call.body()).inputTokens();
    int output = reply.outputTokens();
    String body = WHOLE.formatted(input, output, input + output);
    return new ProviderAnswer(
        new MemoryResponse(Optional.of("application/json")).piece(body), Redaction.NONE);
  }
}
