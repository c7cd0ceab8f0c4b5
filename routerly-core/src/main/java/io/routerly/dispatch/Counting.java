package io.routerly.dispatch;

import static java.util.Locale.ROOT;

import io.routerly.domain.Model;
import io.routerly.error.GatewayException;
import io.routerly.provider.Dialect;
import io.routerly.provider.ProviderAdapter;
import io.routerly.provider.ProviderRefusal;
import io.routerly.secret.UsableKey;
import io.routerly.tokens.PromptTokens;
import io.routerly.tokens.TokenCounter;
import io.routerly.translation.SourceRequest;
import io.routerly.upstream.Header;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how many tokens a request has: the provider's word where it counts, else an estimate.
 * Thread-safe.
 */
final class Counting {
  private static final Logger LOG = LoggerFactory.getLogger(Counting.class);

  /** The statuses of an endpoint that is not there; many stand behind a base URL of one's own. */
  private static final Set<Integer> NOT_OFFERED = Set.of(404, 405, 501);

  private static final int MAX_ANSWER_BYTES = 1024 * 1024;

  private final Providers providers;
  private final Legs legs;

  Counting(Providers providers, Legs legs) {
    this.providers = providers;
    this.legs = legs;
  }

  Counted count(Outbound call, List<Model> ranking, KeySupply keys) {
    SourceRequest source = legs.source(call);
    int last = ranking.size() - 1;
    for (int i = 0; i < last; i++) {
      try {
        return count(ranking.get(i), call, source, keys);
      } catch (GatewayException e) {
        if (FailureKind.of(e).next() == FailureKind.Next.NONE || call.cancel().isCancelled()) {
          throw e;
        }
        LOG.warn(
            "Call {}: {} counts no tokens: {}",
            call.frame().traceId(),
            ranking.get(i).id(),
            e.getMessage());
      }
    }
    return count(ranking.get(last), call, source, keys);
  }

  private Counted count(Model model, Outbound call, SourceRequest source, KeySupply keys) {
    ProviderAdapter adapter = providers.of(model);
    Dialect dialect = adapter.dialectFor(model).orElseThrow();
    Optional<WireFormat> format = dialect.counting();
    if (format.isEmpty()) {
      return estimate(model, call, source);
    }
    try {
      Leg leg = legs.counting(model, dialect, format.get(), call, source);
      return ask(adapter, leg, call, keys);
    } catch (ProviderRefusal e) {
      if (NOT_OFFERED.contains(e.status())) {
        return estimate(model, call, source);
      }
      throw e;
    }
  }

  /** Asks with one key after the other for as long as it is the key that is refused. */
  private static Counted ask(ProviderAdapter adapter, Leg leg, Outbound call, KeySupply keys) {
    Model model = leg.call().model();
    List<String> used = new ArrayList<>(1);
    UsableKey key = keys.choose(model, used);
    while (true) {
      used.add(key.id());
      try {
        return ask(adapter, leg, call, key);
      } catch (GatewayException e) {
        key = keys.choose(model, used);
        if (!FailureKind.of(e).isOfTheKey() || used.contains(key.id())) {
          throw e;
        }
      }
    }
  }

  private static Counted ask(ProviderAdapter adapter, Leg leg, Outbound call, UsableKey key) {
    WireFormat format = leg.call().format();
    try (UpstreamResponse response = adapter.open(leg.call(), key).response()) {
      byte[] said = response.readAll(MAX_ANSWER_BYTES);
      long tokens = CountWire.figure(format, said);
      byte[] body = format == call.format() ? said : CountWire.answer(tokens);
      return new Counted(body, true, headers(response), leg.dropped());
    }
  }

  private static List<Header> headers(UpstreamResponse response) {
    return response.headers().stream()
        .filter(header -> !header.name().toLowerCase(ROOT).startsWith("content-"))
        .toList();
  }

  private Counted estimate(Model model, Outbound call, SourceRequest source) {
    TokenCounter counter = TokenCounter.of(model.nameAtProvider());
    long tokens = PromptTokens.of(legs.read(call, source), counter);
    return new Counted(CountWire.answer(tokens), false, List.of(), List.of());
  }
}
