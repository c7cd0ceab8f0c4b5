package io.routerly.provider.demo;

import io.routerly.domain.Model;
import io.routerly.provider.Dialect;
import io.routerly.provider.ProviderAdapter;
import io.routerly.provider.ProviderAnswer;
import io.routerly.provider.ProviderCall;
import io.routerly.provider.ProviderRefusal;
import io.routerly.provider.Redaction;
import io.routerly.secret.UsableKey;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.wire.RequestFacts;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers every chat with the same kind of sentence, in the format that it was asked in.
 *
 * <p>Offline and deterministic; streams at a human pace and reports usage, so that everything
 * around it behaves as with a real provider.
 */
public final class DemoProvider implements ProviderAdapter {
  private static final Dialect DIALECT =
      Dialect.openAi("demo")
          .speaks(WireFormat.OPENAI_RESPONSES)
          .speaks(WireFormat.ANTHROPIC_MESSAGES)
          .at("http://127.0.0.1")
          .withOptionalKey()
          .build();

  private final Pacing pacing;

  public DemoProvider(Pacing pacing) {
    this.pacing = pacing;
  }

  @Override
  public String id() {
    return "demo";
  }

  @Override
  public Optional<Dialect> dialectFor(Model model) {
    return Optional.of(DIALECT);
  }

  @Override
  public ProviderAnswer open(ProviderCall call, UsableKey key) {
    UpstreamResponse response =
        switch (call.format()) {
          case OPENAI_CHAT -> respond(call, DemoChat::new);
          case OPENAI_RESPONSES -> respond(call, DemoResponses::new);
          case ANTHROPIC_MESSAGES -> respond(call, DemoMessages::new);
          case GEMINI, OPAQUE ->
              throw new ProviderRefusal(
                  WireFormat.OPAQUE, 404, "The demo provider only chats.", List.of(), new byte[0]);
        };
    return new ProviderAnswer(response, Redaction.NONE);
  }

  private UpstreamResponse respond(ProviderCall call, Function<DemoAnswer, DemoFormat> formatting) {
    RequestFacts facts = RequestScanner.scan(WireFormat.OPAQUE, call.body());
    DemoFormat format = formatting.apply(DemoAnswer.to(call.body(), facts.model()));
    return facts.stream()
        ? DemoResponse.streamed(format.events(), pacing, call.cancel())
        : DemoResponse.whole(format.whole());
  }
}
