package io.routerly.dispatch;

import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.provider.AnthropicBetas;
import io.routerly.provider.ClientHeaders;
import io.routerly.provider.Dialect;
import io.routerly.provider.Endpoint;
import io.routerly.provider.ProviderCall;
import io.routerly.translation.RelayedTurns;
import io.routerly.translation.SourceRequest;
import io.routerly.translation.Translation;
import io.routerly.translation.Translator;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.RequestAdaptation;
import io.routerly.wire.RequestSplicer;
import io.routerly.wire.ResponsesTools;
import io.routerly.wire.WireFormat;
import java.util.List;
import java.util.Optional;

/**
 * Prepares a call for one provider: where it speaks the client's format, the client's bytes go on;
 * where it does not, they are translated. Thread-safe.
 */
final class Legs {
  private final Codecs codecs;
  private final Translator translator;
  private final RelayedTurns turns;
  private final Targets targets;

  Legs(Codecs codecs, Translator translator, Targets targets) {
    this.codecs = codecs;
    this.translator = translator;
    this.turns = translator.relayedTurns();
    this.targets = targets;
  }

  /** Returns the call with the conversation that it goes on from, if it names one by an id. */
  Outbound continued(Outbound call, SourceRequest source) {
    return source.body() == call.body() ? call : call.withBody(source.body());
  }

  /** Returns what an attempt may have to translate. */
  SourceRequest source(Outbound call) {
    return translator.source(call.format(), call.body(), call.frame(), call.cancel());
  }

  /**
   * Returns the way to a model and back.
   *
   * @throws io.routerly.error.GatewayException if the model cannot be asked this
   */
  Leg to(Model model, Dialect dialect, Outbound call, SourceRequest source) {
    waitForFiles(model, call, source);
    return call.format() == WireFormat.OPAQUE || speaks(dialect, call)
        ? relayed(model, dialect, call, source)
        : translated(model, dialect, call, source);
  }

  /** They are fetched before the provider is called, and for no longer than it may take. */
  private static void waitForFiles(Model model, Outbound call, SourceRequest source) {
    source.waitForFiles(call.timeouts().apply(model).firstByte());
  }

  /**
   * A Chat Completions request that looks like one of Responses has to be written anew, and so has
   * one of Responses with tools that its format has here, but this API has not.
   */
  private static boolean speaks(Dialect dialect, Outbound call) {
    boolean hybrid = call.format() == WireFormat.OPENAI_CHAT && call.facts().hybrid();
    return !hybrid && dialect.formats().contains(call.format()) && !isBetterAsChat(dialect, call);
  }

  private static boolean isBetterAsChat(Dialect dialect, Outbound call) {
    return call.format() == WireFormat.OPENAI_RESPONSES
        && dialect.formats().get(0) == WireFormat.OPENAI_CHAT
        && dialect.traits().has(Quirk.NO_CUSTOM_TOOLS)
        && ResponsesTools.areMoreThanFunctions(call.body());
  }

  /**
   * Returns the way to the endpoint where a provider counts the tokens of a call.
   *
   * @param format whose counting endpoint the provider has
   */
  Leg counting(
      Model model, Dialect dialect, WireFormat format, Outbound call, SourceRequest source) {
    waitForFiles(model, call, source);
    if (format == call.format()) {
      return relayed(model, dialect, call, source);
    }
    String name = model.nameAtProvider();
    Translation translation = translation(model, dialect, format, call, source);
    Endpoint endpoint = Endpoint.counting(format, name);
    byte[] question = CountWire.question(format, translation.body(), name);
    return new Leg(
        rewritten(model, format, endpoint, call, question),
        codecs.watch(format, dialect),
        Optional.of(translation),
        false,
        translation.dropped());
  }

  /** Returns the request in no wire format. */
  ChatRequest read(Outbound call, SourceRequest source) {
    return translator.read(source, call.format());
  }

  private Leg relayed(Model model, Dialect dialect, Outbound received, SourceRequest source) {
    Losses losses = new Losses();
    byte[] own = turns.own(received.format(), received.body(), dialect.traits(), source, losses);
    Outbound call = own == received.body() ? received : received.withBody(own);
    boolean asksForUsage = asksForUsage(call, dialect);
    byte[] spliced =
        RequestSplicer.splice(call.body(), call.facts(), model.nameAtProvider(), asksForUsage);
    ApiTraits traits = dialect.relayTraits();
    byte[] adapted = RequestAdaptation.adapt(call.format(), spliced, traits, losses);
    List<String> dropped = dropped(call, losses);
    byte[] body = turns.complete(call.format(), adapted, traits, source);
    return new Leg(
        new ProviderCall(
            model,
            call.format(),
            call.method(),
            call.path(),
            call.query(),
            call.headers(),
            body,
            call.timeouts().apply(model),
            call.cancel()),
        turns.watch(codecs.watch(call.format(), dialect), call.format(), traits, source),
        Optional.empty(),
        asksForUsage && !call.facts().usageRequested(),
        dropped);
  }

  private List<String> dropped(Outbound call, Losses losses) {
    if (losses.isEmpty()) {
      return List.of();
    }
    List<String> names = translator.names(losses, call.format());
    Translator.requireNoLoss(call.frame(), names, call.format());
    return names;
  }

  /** The options stand apart from the model's name, but either may come first in the body. */
  private static boolean asksForUsage(Outbound call, Dialect dialect) {
    return call.format() == WireFormat.OPENAI_CHAT
        && call.facts().stream()
        && dialect.takesStreamOptions();
  }

  private static WireFormat chosen(Dialect dialect) {
    return dialect.formats().stream()
        .filter(format -> format != WireFormat.OPAQUE)
        .findFirst()
        .orElseThrow(
            () ->
                new GatewayException(
                    ErrorCode.NO_MODEL_AVAILABLE,
                    "The model answers in no format at its base URL: with Azure, use one that ends"
                        + " in /openai/v1."));
  }

  private Leg translated(Model model, Dialect dialect, Outbound call, SourceRequest source) {
    WireFormat format = chosen(dialect);
    String name = model.nameAtProvider();
    Translation translation = translation(model, dialect, format, call, source);
    Endpoint endpoint = Endpoint.of(format, name, call.facts().stream());
    return new Leg(
        rewritten(model, format, endpoint, call, translation.body()),
        codecs.watch(format, dialect),
        Optional.of(translation),
        false,
        translation.dropped());
  }

  private Translation translation(
      Model model, Dialect dialect, WireFormat format, Outbound call, SourceRequest source) {
    return translator.translate(
        source,
        call.format(),
        format,
        targets.of(model, dialect),
        AnthropicBetas.lost(call.headers(), call.format(), format));
  }

  private static ProviderCall rewritten(
      Model model, WireFormat format, Endpoint endpoint, Outbound call, byte[] body) {
    return new ProviderCall(
        model,
        format,
        "POST",
        endpoint.path(),
        endpoint.query(),
        ClientHeaders.goingOn(call.headers(), call.format(), format),
        body,
        call.timeouts().apply(model),
        call.cancel());
  }
}
