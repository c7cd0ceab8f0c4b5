package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.accounting.Accountant;
import io.routerly.accounting.CallInfo;
import io.routerly.accounting.Ledger;
import io.routerly.auth.Caller;
import io.routerly.bootstrap.BuiltIns;
import io.routerly.budget.Admission;
import io.routerly.budget.Estimate;
import io.routerly.budget.Reservation;
import io.routerly.chat.Conversation;
import io.routerly.dispatch.Accepted;
import io.routerly.dispatch.Candidates;
import io.routerly.dispatch.Codecs;
import io.routerly.dispatch.Dispatcher;
import io.routerly.dispatch.Outbound;
import io.routerly.dispatch.Providers;
import io.routerly.domain.CallType;
import io.routerly.domain.Headroom;
import io.routerly.domain.Ids;
import io.routerly.domain.LedgerFailureMode;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.Resilience;
import io.routerly.domain.UsageRecord;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.Learnt;
import io.routerly.provider.Dialect;
import io.routerly.provider.ProviderAdapter;
import io.routerly.provider.ProviderAnswer;
import io.routerly.provider.ProviderCall;
import io.routerly.provider.Redaction;
import io.routerly.routing.Deadline;
import io.routerly.routing.Decision;
import io.routerly.routing.TraceLog;
import io.routerly.secret.ModelKeys;
import io.routerly.secret.UsableKey;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ListedUsage;
import io.routerly.store.Records;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import io.routerly.store.UsageSnapshot;
import io.routerly.store.UsageStore;
import io.routerly.translation.CallFrame;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Timeouts;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.wire.RequestFacts;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One call, from the dispatcher to the client, with a provider that answers from memory. */
final class RelayFixture {
  static final Model MODEL =
      new Model(
          "gpt-5",
          "fake",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          true,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of());

  private static final Decision RANKED = Decision.of(List.of(MODEL), List.of(), List.of());
  private static final Duration MINUTE = Duration.ofMinutes(1);

  final List<UsageRecord> charged = new ArrayList<>();
  final List<UsageRecord> records = new ArrayList<>();
  final MemoryTraces traces = new MemoryTraces();
  final Deque<MemoryResponse> answers = new ArrayDeque<>();
  final CancelSignal cancel = new CancelSignal();
  final KeepAlive keepAlive = new KeepAlive(Runnable::run, () -> {});
  int ends;
  boolean ledgerBroken;

  final Ledger ledger = new Ledger(new Store(), () -> LedgerFailureMode.BLOCK);

  private final WireFormat format;
  private final Dialect dialect;
  private final CallType callType;
  private final String body;
  private final Bookkeeping books;

  /** A call to a provider that speaks the client's format. */
  RelayFixture(WireFormat format, String body) {
    this(
        format,
        body,
        Dialect.openAi("fake")
            .speaks(WireFormat.OPENAI_RESPONSES)
            .speaks(WireFormat.ANTHROPIC_MESSAGES)
            .withOptionalKey()
            .build());
  }

  RelayFixture(WireFormat format, String body, Dialect dialect) {
    this.format = format;
    this.body = body;
    this.dialect = dialect;
    this.callType =
        switch (format) {
          case OPENAI_CHAT -> CallType.CHAT;
          case OPENAI_RESPONSES -> CallType.RESPONSES;
          case ANTHROPIC_MESSAGES -> CallType.MESSAGES;
          case GEMINI, OPAQUE -> CallType.PASSTHROUGH;
        };
    this.books = books();
  }

  /** Dispatches the call and passes its answer on to {@code client}. */
  void call(OutputStream client) throws IOException {
    relay().pass(dispatch(), client);
  }

  Relay relay() {
    return new Relay(cancel, books, keepAlive);
  }

  Accepted dispatch() {
    Dispatcher dispatcher =
        new Dispatcher(
            new Providers(List.of(new FakeAdapter())),
            new Codecs(BuiltIns.codecs()),
            Translators.withoutMedia(),
            () -> 0,
            (duration, signal) -> {},
            (delay, hedge) -> () -> {});
    Learnt learnt = Learnt.nothing(() -> 0, model -> List.of());
    CallGuard guard =
        new CallGuard(
            new Ground(
                RANKED,
                0,
                Conversation.UNKNOWN,
                Deadline.in(MINUTE, () -> 0, () -> false),
                model -> new Timeouts(MINUTE, MINUTE, MINUTE, Optional.empty()),
                Optional.empty(),
                new CountingReservation(),
                CallTraffic.ofCall(
                    learnt, List.of(), Values.project(List.of(), "a"), RequestFacts.none())),
            books,
            learnt,
            new KeyChoice(model -> ModelKeys.NONE, learnt.cooldowns(), () -> 0),
            model -> {});
    return dispatcher.dispatch(outbound(), Candidates.of(List.of(MODEL)), guard);
  }

  private Outbound outbound() {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Outbound(
        format,
        "POST",
        "/path",
        "",
        List.of(),
        bytes,
        RequestScanner.scan(WireFormat.OPENAI_CHAT, bytes),
        model -> new Timeouts(MINUTE, MINUTE, MINUTE, Optional.empty()),
        cancel,
        new CallFrame("trc_a", "proj_a", Instant.EPOCH, false));
  }

  private Bookkeeping books() {
    Project project =
        new Project(
            "proj_a",
            "A",
            "a",
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Resilience.DEFAULT);
    RequestFacts facts =
        RequestScanner.scan(WireFormat.OPENAI_CHAT, body.getBytes(StandardCharsets.UTF_8));
    CallInfo call =
        new CallInfo(
            "trc_a", Instant.EPOCH, project, "tok_a", facts.model(), callType, facts.stream());
    return new Bookkeeping(
        call,
        RANKED,
        new Accountant(ledger, new Ids(new Random(1)), event -> {}),
        trace(facts),
        new CountingReservation(),
        UsageEstimate.of(callType, "POST", facts.inputBytes()),
        end -> {});
  }

  /** Has neither the ledger's file nor its memory any room. */
  void breakLedger() {
    ledgerBroken = true;
    assertThatThrownBy(
            () -> {
              while (true) {
                ledger.append(Records.record("use_waiting"));
              }
            })
        .isInstanceOf(GatewayException.class);
  }

  private CallTrace trace(RequestFacts facts) {
    ProxyRequest request =
        new ProxyRequest(
            "trc_a",
            Instant.EPOCH,
            new Caller(Values.project(List.of()), Values.TOKEN),
            callType,
            format,
            "POST",
            "/path",
            "",
            List.of(),
            body.getBytes(StandardCharsets.UTF_8),
            facts,
            cancel,
            false,
            Optional.empty());
    CallTrace trace = new CallTrace(request, new TraceBook(new TraceLog(4), traces), () -> 0);
    trace.decided(RANKED);
    return trace;
  }

  private final class CountingReservation implements Reservation {
    @Override
    public Instant admittedAt() {
      return Instant.EPOCH;
    }

    @Override
    public boolean cheapestOnly() {
      return false;
    }

    @Override
    public List<Headroom> headroom() {
      return List.of();
    }

    @Override
    public List<Model> cheapest(List<Model> models) {
      return models;
    }

    @Override
    public Optional<Admission.Refused> hold(Model model) {
      return Optional.empty();
    }

    @Override
    public boolean holdQuestion(Model model, Estimate question) {
      return true;
    }

    @Override
    public void release(Model model) {}

    @Override
    public void charge(UsageRecord actual) {
      charged.add(actual);
    }

    @Override
    public void end() {
      ends++;
    }
  }

  private final class FakeAdapter implements ProviderAdapter {
    @Override
    public String id() {
      return "fake";
    }

    @Override
    public Optional<Dialect> dialectFor(Model model) {
      return Optional.of(dialect);
    }

    @Override
    public ProviderAnswer open(ProviderCall call, UsableKey key) {
      UpstreamResponse answer = answers.removeFirst();
      return new ProviderAnswer(answer, Redaction.NONE);
    }
  }

  private final class Store implements UsageStore {
    @Override
    public void append(UsageRecord record) {
      if (ledgerBroken) {
        throw new GatewayException(ErrorCode.USAGE_STORE_UNAVAILABLE, "broken");
      }
      records.add(record);
    }

    @Override
    public UsagePage find(UsageQuery query) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<UsageRecord> get(String id) {
      return Optional.empty();
    }

    @Override
    public UsageSnapshot snapshot() {
      return new ListedUsage(records);
    }

    @Override
    public List<ConfigProblem> problems() {
      return List.of();
    }

    @Override
    public boolean isHealthy() {
      return !ledgerBroken;
    }

    @Override
    public void close() {}
  }
}
