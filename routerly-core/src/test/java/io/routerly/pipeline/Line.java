package io.routerly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.accounting.Accountant;
import io.routerly.accounting.Ledger;
import io.routerly.accounting.RefusedCalls;
import io.routerly.auth.Caller;
import io.routerly.bootstrap.BuiltIns;
import io.routerly.budget.BudgetGate;
import io.routerly.budget.OpenGate;
import io.routerly.dispatch.Codecs;
import io.routerly.dispatch.Dispatcher;
import io.routerly.dispatch.Hedges;
import io.routerly.dispatch.Providers;
import io.routerly.domain.CallType;
import io.routerly.domain.Ids;
import io.routerly.domain.LedgerFailureMode;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.health.Learnt;
import io.routerly.provider.KeySource;
import io.routerly.provider.ProviderAdapter;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.TraceLog;
import io.routerly.secret.ModelKeys;
import io.routerly.upstream.CancelSignal;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** A whole pipeline over one fake provider, with everything in memory. */
final class Line {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  final MemoryConfig config;
  final MemoryLedger ledger = new MemoryLedger();
  final MemoryTraces storedTraces = new MemoryTraces();
  final TraceBook traces = new TraceBook(new TraceLog(100), storedTraces);
  final AtomicLong nanoTime = new AtomicLong();
  final FakeProvider provider = new FakeProvider(nanoTime);
  final Map<String, ModelKeys> keys = new HashMap<>();
  final Learnt learnt = Learnt.nothing(nanoTime::get, model -> keysOf(model).ids());
  final ManualHedges hedges = new ManualHedges();
  double draw;
  private final Pipeline pipeline;

  Line(MemoryConfig config, PolicyFactory... policies) {
    this(config, new OpenGate(NOW), learnt -> List.of(policies));
  }

  Line(MemoryConfig config, BudgetGate budgets, PolicyFactory... policies) {
    this(config, budgets, learnt -> List.of(policies));
  }

  /**
   * @param policies makes policies that go by what the line learns
   */
  Line(MemoryConfig config, Function<Learnt, List<PolicyFactory>> policies) {
    this(config, new OpenGate(NOW), policies);
  }

  private Line(
      MemoryConfig config, BudgetGate budgets, Function<Learnt, List<PolicyFactory>> policies) {
    this.config = config;
    this.pipeline =
        pipeline(
            new Surroundings(
                config,
                budgets,
                ledger,
                traces,
                learnt,
                this::keysOf,
                () -> draw,
                nanoTime::get,
                time -> {},
                hedges),
            provider,
            policies.apply(learnt));
  }

  /**
   * What a pipeline of a test meets.
   *
   * @param keys what models are called with
   * @param draw chooses among several keys
   * @param pause lets time pass between two attempts
   * @param hedges has attempts begin beside others
   */
  record Surroundings(
      MemoryConfig config,
      BudgetGate budgets,
      MemoryLedger ledger,
      TraceBook traces,
      Learnt learnt,
      KeySource keys,
      DoubleSupplier draw,
      LongSupplier nanoTime,
      Consumer<Duration> pause,
      Hedges hedges) {}

  static Pipeline pipeline(
      Surroundings around, ProviderAdapter provider, List<PolicyFactory> policies) {
    Providers providers = new Providers(List.of(provider));
    Ledger open = new Ledger(around.ledger(), () -> LedgerFailureMode.BLOCK);
    AtomicLong ids = new AtomicLong();
    Accountant accountant = new Accountant(open, new Ids(ids::incrementAndGet), event -> {});
    return Pipeline.assemble(
        new Pipeline.Parts(
            around.config(),
            around.budgets(),
            open,
            providers,
            around.keys(),
            policies,
            new Dispatcher(
                providers,
                new Codecs(BuiltIns.codecs()),
                Translators.withoutMedia(),
                around.nanoTime(),
                (duration, cancel) -> around.pause().accept(duration),
                around.hedges()),
            accountant,
            new RefusedCalls(accountant),
            around.traces(),
            new KeepAlive(Runnable::run, () -> {}),
            around.learnt(),
            around.draw(),
            around.nanoTime()));
  }

  Pipeline pipeline() {
    return pipeline;
  }

  private ModelKeys keysOf(Model model) {
    return keys.getOrDefault(model.id(), ModelKeys.NONE);
  }

  /** Returns the caller with the first token of the first project, as configured now. */
  Caller caller() {
    Project project = config.current().projects().get(0);
    return new Caller(project, project.tokens().get(0));
  }

  static ProxyRequest chat(Caller caller, String json) {
    return chat(caller, json, Optional.empty());
  }

  static ProxyRequest chat(Caller caller, String json, Optional<String> conversationId) {
    return chat("trc_a", caller, json, conversationId);
  }

  static ProxyRequest chat(
      String traceId, Caller caller, String json, Optional<String> conversationId) {
    byte[] body = json.getBytes(UTF_8);
    return new ProxyRequest(
        traceId,
        NOW,
        caller,
        CallType.CHAT,
        WireFormat.OPENAI_CHAT,
        "POST",
        "/chat/completions",
        "",
        List.of(),
        body,
        RequestScanner.scan(WireFormat.OPENAI_CHAT, body),
        new CancelSignal(),
        false,
        conversationId);
  }

  /** Begins to serve the call. */
  Answer begin(ProxyRequest request) {
    return pipeline.serve(request);
  }

  /** Serves the call to its end and returns what the client gets. */
  String serve(ProxyRequest request) {
    Answer answer = pipeline.serve(request);
    ByteArrayOutputStream client = new ByteArrayOutputStream();
    try {
      answer.body().writeTo(client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return client.toString(UTF_8);
  }

  String chat(String json) {
    return serve(chat(caller(), json));
  }

  /** Serves a call of the conversation that the client calls so. */
  String chat(String json, Optional<String> conversationId) {
    return serve(chat(caller(), json, conversationId));
  }
}
