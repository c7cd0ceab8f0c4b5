package io.routerly.pipeline;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.routerly.accounting.Accountant;
import io.routerly.accounting.CallInfo;
import io.routerly.accounting.Ledger;
import io.routerly.accounting.RefusedCalls;
import io.routerly.auth.Caller;
import io.routerly.budget.Admission;
import io.routerly.budget.BudgetGate;
import io.routerly.budget.Estimate;
import io.routerly.budget.Reservation;
import io.routerly.dispatch.Accepted;
import io.routerly.dispatch.Candidates;
import io.routerly.dispatch.Dispatcher;
import io.routerly.dispatch.Outbound;
import io.routerly.dispatch.Providers;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.Resilience;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.Learnt;
import io.routerly.provider.KeySource;
import io.routerly.routing.Deadline;
import io.routerly.routing.Decision;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.Router;
import io.routerly.routing.Trace;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import io.routerly.translation.CallFrame;
import io.routerly.upstream.Timeouts;
import io.routerly.wire.JsonConversation;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Serves calls, from the admitted request to the accounted answer. Thread-safe. */
public final class Pipeline {
  private final ConfigStore configStore;
  private final BudgetGate budgets;
  private final Ledger ledger;
  private final ModelRouting routing;
  private final Dispatcher dispatcher;
  private final Accountant accountant;
  private final RefusedCalls refusals;
  private final TraceBook traces;
  private final KeepAlive keepAlive;
  private final TokenCounting counting;
  private final Learning learning;
  private final Learnt learnt;
  private final KeyChoice keys;
  private final Conversations conversations;
  private final ModelAsks asks;
  private final LongSupplier nanoTime;

  /**
   * What a pipeline is made of.
   *
   * @param configStore the configuration
   * @param budgets admits calls
   * @param ledger takes their records
   * @param providers who may serve
   * @param keys the providers' keys
   * @param policies makes the policies that projects name
   * @param dispatcher walks the ranking
   * @param accountant prices and records
   * @param refusals records what a budget refused
   * @param traces keeps decisions and what became of them
   * @param keepAlive keeps clients of silent streams
   * @param learnt what is known of models
   * @param random chooses among several keys of a model, from 0 (inclusive) to 1 (exclusive)
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public record Parts(
      ConfigStore configStore,
      BudgetGate budgets,
      Ledger ledger,
      Providers providers,
      KeySource keys,
      List<PolicyFactory> policies,
      Dispatcher dispatcher,
      Accountant accountant,
      RefusedCalls refusals,
      TraceBook traces,
      KeepAlive keepAlive,
      Learnt learnt,
      DoubleSupplier random,
      LongSupplier nanoTime) {}

  private Pipeline(Parts parts, ModelRouting routing, KeyChoice keys, ModelAsks asks) {
    this.configStore = parts.configStore();
    this.budgets = parts.budgets();
    this.ledger = parts.ledger();
    this.routing = routing;
    this.dispatcher = parts.dispatcher();
    this.accountant = parts.accountant();
    this.refusals = parts.refusals();
    this.traces = parts.traces();
    this.keepAlive = parts.keepAlive();
    this.keys = keys;
    this.counting = new TokenCounting(parts.configStore(), routing, parts.dispatcher(), keys);
    List<Object> learners = new ArrayList<>(parts.policies());
    learners.add(parts.learnt());
    this.learning = new Learning(learners);
    this.learnt = parts.learnt();
    this.conversations = new Conversations(parts.nanoTime());
    this.asks = asks;
    this.nanoTime = parts.nanoTime();
  }

  /** Returns a pipeline made of these parts. */
  public static Pipeline assemble(Parts parts) {
    Eligibility eligibility = new Eligibility(parts.providers(), parts.keys());
    KeyChoice keys = new KeyChoice(parts.keys(), parts.learnt().cooldowns(), parts.random());
    RoutePlans plans =
        new RoutePlans(
            eligibility, parts.policies().stream().collect(toMap(PolicyFactory::type, identity())));
    return new Pipeline(
        parts,
        new ModelRouting(plans, new Router(), parts.budgets(), parts.nanoTime()),
        keys,
        new ModelAsks(
            eligibility, plans, parts.dispatcher(), parts.accountant(), parts.learnt(), keys));
  }

  /**
   * Serves one call. Returns at the commit point: the provider has accepted, and the answer's body
   * is relayed when it is written.
   *
   * @throws GatewayException if the call is refused, or if no provider answered it
   */
  public Answer serve(ProxyRequest received) {
    return serve(received, configStore.current());
  }

  /** Does so by this configuration, whatever is configured by now. */
  Answer serve(ProxyRequest received, Configuration configuration) {
    // 1 authenticate, 2 resolve the project: the request's filters did, by way of auth, before the
    // body was read; from here on the call sees one configuration
    Caller caller = Standing.of(received.caller(), configuration);
    ProxyRequest asked = received.by(caller);

    // 3 admit: budgets are checked and reserved, and the ledger must take a record
    ledger.requireOpen();
    Reservation reservation = admit(asked);
    ProxyRequest request = asked.at(reservation.admittedAt());
    try {
      // 4 route: the policies rank the models that can serve
      CallTrace trace = new CallTrace(request, traces, nanoTime);
      Optional<Conversations.Key> conversation = conversations.keyOf(request);
      CallAsk models = asks.on(configuration, request, reservation);
      long decidedAt = nanoTime.getAsLong();
      Decision decision =
          Savings.applied(
              reservation,
              routing.decide(
                  configuration,
                  request,
                  conversation.flatMap(conversations::modelOf),
                  models,
                  reservation::headroom));
      trace.decided(decision);
      CallTraffic traffic =
          CallTraffic.ofCall(
              learnt,
              routing.policies(configuration, caller.project()),
              caller.project(),
              request.facts());
      Bookkeeping books = bookkeeping(request, decision, reservation, trace, traffic);
      books.asked(models.records());
      books.requireRanked();

      // 5 dispatch: the first model that accepts, in rank order
      Ground ground = ground(configuration, request, decision, decidedAt, reservation, traffic);
      Accepted accepted = dispatch(configuration, request, ground, books);
      remember(request, conversation, accepted);

      // 6 relay; 7 account, 8 settle and 9 notify happen in it, before the answer's end goes out
      Relay relay = new Relay(request.cancel(), books, keepAlive);
      relay.begin(accepted);
      return new Answer(
          accepted.status(),
          ResponseHeaders.of(accepted),
          accepted instanceof Accepted.Whole whole ? whole.body().length : -1,
          client -> relay.pass(accepted, client),
          () -> relay.abandon(accepted));
    } catch (RuntimeException | Error e) {
      reservation.end();
      throw e;
    }
  }

  private void remember(
      ProxyRequest request, Optional<Conversations.Key> conversation, Accepted accepted) {
    String modelId = accepted.attempt().model().id();
    conversation.ifPresent(key -> conversations.served(key, modelId));
    if (request.format() == WireFormat.OPENAI_RESPONSES) {
      String id = accepted.watch().answerId().orElseGet(() -> frame(request).responseId());
      conversations.answered(request, id, modelId);
    }
  }

  /**
   * Decides on a call that is not made: nothing is sent, counted or kept.
   *
   * @return what it asks for and the decision, without attempts
   * @throws GatewayException {@code model_not_found} if it names a model that it must not
   */
  public Trace preview(ProxyRequest received) {
    Configuration configuration = configStore.current();
    ProxyRequest request = received.by(Standing.of(received.caller(), configuration));
    Optional<Conversations.Key> conversation =
        request.conversationId().flatMap(named -> conversations.keyOf(request));
    long startedAt = nanoTime.getAsLong();
    Decision decision =
        Savings.previewed(
            budgets,
            request,
            estimate(request),
            routing.preview(configuration, request, conversation.flatMap(conversations::modelOf)));
    return CallTrace.of(request, decision, nanoTime.getAsLong() - startedAt);
  }

  /**
   * Answers how many tokens a request has. That is free: budgets are not asked, and nothing is
   * recorded.
   *
   * @throws GatewayException if the call is refused, or if no provider answered it
   */
  public Answer count(ProxyRequest received) {
    return counting.answer(received);
  }

  private Ground ground(
      Configuration configuration,
      ProxyRequest request,
      Decision decision,
      long decidedAt,
      Reservation reservation,
      CallTraffic traffic) {
    Resilience resilience = request.caller().project().resilience();
    boolean stream = request.facts().stream();
    return new Ground(
        decision,
        decidedAt,
        JsonConversation.of(request.format(), request.body(), request.facts()),
        Deadline.in(Duration.ofMillis(resilience.totalTimeoutMs()), nanoTime, () -> false),
        model -> CallTimeouts.ofModel(configuration.settings(), model, stream),
        resilience.hedgeAfterMs().map(Duration::ofMillis),
        reservation,
        traffic);
  }

  private Accepted dispatch(
      Configuration configuration, ProxyRequest request, Ground ground, Bookkeeping books) {
    Project project = request.caller().project();
    try (CallGuard guard =
        new CallGuard(ground, books, learnt, keys, model -> learning.began(model, project))) {
      try {
        return dispatcher.dispatch(
            outbound(configuration, request, guard::inTime), candidates(ground), guard);
      } catch (GatewayException e) {
        throw guard.told(e);
      }
    } catch (RuntimeException | Error e) {
      books.unanswered();
      throw e;
    }
  }

  private static Candidates candidates(Ground ground) {
    return new Candidates(
        ground.decision().ranking(), ground.decision().lastResorts(), ground.hedgeAfter());
  }

  private Reservation admit(ProxyRequest request) {
    Caller caller = request.caller();
    Admission admission =
        budgets.reserve(request.traceId(), caller.project(), caller.token(), estimate(request));
    if (admission instanceof Admission.Admitted admitted) {
      return admitted.reservation();
    }
    Admission.Refused refused = (Admission.Refused) admission;
    if (refused.code() == ErrorCode.BUDGET_EXCEEDED) {
      refusals.add(callInfo(request), refused.reason());
    }
    throw refused.asException();
  }

  private Estimate estimate(ProxyRequest request) {
    long guess = request.facts().inputTokens();
    return new Estimate(
        guess,
        Math.max(guess, request.body().length),
        request.facts().maxOutputTokens(),
        request.facts().answers(),
        () ->
            request.format() == WireFormat.OPAQUE
                ? guess
                : dispatcher
                    .promptTokens(outbound(configStore.current(), request, (model, usual) -> usual))
                    .orElse(guess));
  }

  private static CallInfo callInfo(ProxyRequest request) {
    return new CallInfo(
        request.traceId(),
        request.timestamp(),
        request.caller().project(),
        request.caller().token().id(),
        request.facts().model(),
        request.callType(),
        request.facts().stream());
  }

  private Bookkeeping bookkeeping(
      ProxyRequest request,
      Decision decision,
      Reservation reservation,
      CallTrace trace,
      CallTraffic traffic) {
    return new Bookkeeping(
        callInfo(request),
        decision,
        accountant,
        trace,
        reservation,
        UsageEstimate.of(request.callType(), request.method(), request.facts().inputBytes()),
        end -> {
          learning.ended(end);
          traffic.ended(end);
        });
  }

  /**
   * Returns the call as it goes to whichever model.
   *
   * @param inTime shortens the time-outs of an attempt to the time that the call has left
   */
  static Outbound outbound(
      Configuration configuration,
      ProxyRequest request,
      BiFunction<Model, Timeouts, Timeouts> inTime) {
    Project project = request.caller().project();
    boolean stream = request.facts().stream();
    return new Outbound(
        request.format(),
        request.method(),
        request.path(),
        request.query(),
        request.headers(),
        request.body(),
        request.facts(),
        model ->
            inTime.apply(model, CallTimeouts.of(configuration.settings(), project, model, stream)),
        request.cancel(),
        frame(request));
  }

  private static CallFrame frame(ProxyRequest request) {
    return new CallFrame(
        request.traceId(), request.caller().project().id(), request.timestamp(), request.strict());
  }
}
