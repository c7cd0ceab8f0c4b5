package io.routerly.pipeline;

import io.routerly.auth.Caller;
import io.routerly.dispatch.Candidates;
import io.routerly.dispatch.Counted;
import io.routerly.dispatch.Dispatcher;
import io.routerly.routing.Decision;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import io.routerly.upstream.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Serves the calls that only ask how many tokens a request has.
 *
 * <p>They take the way of any other call, but for its money: no provider bills them, so they meet
 * no budget and leave neither record nor trace. Thread-safe.
 */
final class TokenCounting {
  private static final String HEADER = "x-routerly-token-count";
  private static final Header JSON = new Header("content-type", "application/json");

  private final ConfigStore configStore;
  private final ModelRouting routing;
  private final Dispatcher dispatcher;
  private final KeyChoice keys;

  TokenCounting(
      ConfigStore configStore, ModelRouting routing, Dispatcher dispatcher, KeyChoice keys) {
    this.configStore = configStore;
    this.routing = routing;
    this.dispatcher = dispatcher;
    this.keys = keys;
  }

  Answer answer(ProxyRequest received) {
    Configuration configuration = configStore.current();
    Caller caller = Standing.of(received.caller(), configuration);
    ProxyRequest request = received.by(caller);
    Decision decision = routing.decide(configuration, request);
    if (decision.isEmpty()) {
      throw Bookkeeping.noneRanked(decision);
    }
    Counted counted =
        dispatcher.count(
            Pipeline.outbound(configuration, request, (model, usual) -> usual),
            new Candidates(decision.ranking(), decision.lastResorts(), Optional.empty()),
            keys::chooseProven);
    byte[] body = counted.body();
    return new Answer(200, headers(counted), body.length, client -> client.write(body), () -> {});
  }

  private static List<Header> headers(Counted counted) {
    List<Header> headers = new ArrayList<>(ResponseHeaders.passedOn(counted.headers()));
    headers.add(JSON);
    headers.add(new Header(HEADER, counted.exact() ? "exact" : "estimate"));
    return ResponseHeaders.withDropped(headers, counted.dropped());
  }
}
