package io.routerly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.accounting.Accountant;
import io.routerly.accounting.Ledger;
import io.routerly.auth.Caller;
import io.routerly.bootstrap.BuiltIns;
import io.routerly.budget.OpenGate;
import io.routerly.dispatch.Codecs;
import io.routerly.dispatch.Dispatcher;
import io.routerly.dispatch.Providers;
import io.routerly.domain.CallType;
import io.routerly.domain.Ids;
import io.routerly.domain.LedgerFailureMode;
import io.routerly.domain.Project;
import io.routerly.health.Learnt;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.TraceLog;
import io.routerly.secret.ProviderKey;
import io.routerly.upstream.CancelSignal;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A whole pipeline over one fake provider, with everything in memory. */
final class Line {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  final MemoryConfig config;
  final MemoryLedger ledger = new MemoryLedger();
  final TraceLog traces = new TraceLog(100);
  final AtomicLong nanoTime = new AtomicLong();
  final FakeProvider provider = new FakeProvider(nanoTime);
  final Learnt learnt = Learnt.nothing(nanoTime::get);
  private final Pipeline pipeline;

  Line(MemoryConfig config, PolicyFactory... policies) {
    this.config = config;
    Providers providers = new Providers(List.of(provider));
    Ledger open = new Ledger(ledger, () -> LedgerFailureMode.BLOCK);
    this.pipeline =
        Pipeline.assemble(
            new Pipeline.Parts(
                config,
                new OpenGate(),
                open,
                providers,
                model -> new ProviderKey.Absent(),
                List.of(policies),
                new Dispatcher(
                    providers,
                    new Codecs(BuiltIns.codecs()),
                    Translators.withoutMedia(),
                    nanoTime::get,
                    (duration, cancel) -> {}),
                new Accountant(open, new Ids(nanoTime::incrementAndGet), event -> {}),
                traces,
                new KeepAlive(Runnable::run, () -> {}),
                learnt,
                nanoTime::get));
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
    byte[] body = json.getBytes(UTF_8);
    return new ProxyRequest(
        "trc_a",
        NOW,
        caller,
        CallType.CHAT,
        WireFormat.OPENAI_CHAT,
        "POST",
        "/chat/completions",
        "",
        List.of(),
        body,
        RequestScanner.scan(body),
        new CancelSignal(),
        false,
        conversationId);
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
