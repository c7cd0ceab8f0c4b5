package io.routerly.budget;

import io.routerly.accounting.Prices;
import io.routerly.chat.TokenUsage;
import io.routerly.domain.Budget;
import io.routerly.domain.BudgetMetric;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.BudgetState;
import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.LedgerFailureMode;
import io.routerly.domain.LogLevel;
import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.OnExhausted;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Resilience;
import io.routerly.domain.Settings;
import io.routerly.domain.UnpricedModels;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.domain.WindowType;
import io.routerly.event.GatewayEvent;
import io.routerly.store.Configuration;
import io.routerly.store.UsageSnapshot;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Enforced budgets over a configuration, a ledger and a clock in memory, for one project. */
final class Till {
  static final Instant START = Instant.parse("2026-03-15T10:20:30Z");
  static final Model MODEL = Models.priced("m", "0.001", "0.002");
  static final Model FREE = Models.priced("free", "0", "0");
  static final Estimate ESTIMATE = new Estimate(100, OptionalLong.of(50));

  final AtomicLong now = new AtomicLong(START.toEpochMilli());
  final MemoryPast past = new MemoryPast();
  final List<GatewayEvent> events = new CopyOnWriteArrayList<>();
  private volatile Configuration configuration =
      configured(List.of(), List.of(), List.of(), BudgetMode.EXTEND, Optional.empty());
  private final AtomicInteger calls = new AtomicInteger();
  EnforcedBudgets gate = started();

  /** Returns budgets that know nothing but what the ledger tells, as after a start. */
  EnforcedBudgets started() {
    return started(past::snapshot, List::of);
  }

  EnforcedBudgets started(Supplier<UsageSnapshot> ledger, Supplier<List<UsageRecord>> unwritten) {
    return new EnforcedBudgets(
        () -> configuration,
        ledger,
        unwritten,
        modelId -> OptionalLong.empty(),
        events::add,
        clock());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(now.get());
      }
    };
  }

  static Budget budget(BudgetMetric metric, String limit, String size) {
    return budget(metric, limit, size, OnExhausted.BLOCK);
  }

  static Budget budget(BudgetMetric metric, String limit, String size, OnExhausted onExhausted) {
    boolean period = size.endsWith("ly");
    return new Budget(
        metric,
        new BigDecimal(limit),
        period ? WindowType.PERIOD : WindowType.ROLLING,
        size,
        onExhausted,
        100,
        List.of(50, 80),
        Optional.empty());
  }

  Till configure(List<Budget> global, List<Budget> ofProject, List<Budget> ofToken) {
    return configure(global, ofProject, ofToken, BudgetMode.EXTEND, Optional.empty());
  }

  Till configure(
      List<Budget> global,
      List<Budget> ofProject,
      List<Budget> ofToken,
      BudgetMode mode,
      Optional<Integer> maxParallel) {
    configuration = configured(global, ofProject, ofToken, mode, maxParallel);
    return this;
  }

  private static Configuration configured(
      List<Budget> global,
      List<Budget> ofProject,
      List<Budget> ofToken,
      BudgetMode mode,
      Optional<Integer> maxParallel) {
    ProjectToken token =
        new ProjectToken(
            "tok_a",
            "HASHED:x",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            mode,
            ofToken,
            maxParallel);
    Project project =
        new Project(
            "proj_a",
            "A",
            "a",
            Optional.empty(),
            List.of(),
            List.of("m", "free"),
            Optional.empty(),
            List.of(token),
            List.of(),
            ofProject,
            UnpricedModels.ALLOW,
            Optional.of(new BigDecimal("5")),
            Resilience.DEFAULT);
    return new Configuration(
        settings(global), List.of(MODEL, FREE), List.of(project), List.of(), List.of());
  }

  private static Settings settings(List<Budget> budgets) {
    return new Settings(
        3000,
        "127.0.0.1",
        true,
        30_000,
        10_000,
        Optional.empty(),
        60_000,
        LogLevel.INFO,
        "http://localhost:3000",
        List.of(),
        budgets,
        67_108_864,
        60,
        LedgerFailureMode.BLOCK,
        false,
        Optional.empty(),
        List.of(),
        List.of(),
        7,
        64,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Project project() {
    return configuration.projects().get(0);
  }

  ProjectToken token() {
    return project().tokens().get(0);
  }

  void pass(long milliseconds) {
    now.addAndGet(milliseconds);
  }

  /** A call under way. */
  record Call(String traceId, Reservation reservation) {}

  /** Asks for one more call. */
  Optional<Call> ask() {
    return ask(ESTIMATE);
  }

  Optional<Call> ask(Estimate estimate) {
    String traceId = "trc_" + calls.incrementAndGet();
    Admission admission = gate.reserve(traceId, project(), token(), estimate);
    return admission instanceof Admission.Admitted admitted
        ? Optional.of(new Call(traceId, admitted.reservation()))
        : Optional.empty();
  }

  Admission.Refused refusal(Estimate estimate) {
    return (Admission.Refused) gate.reserve("trc_refused", project(), token(), estimate);
  }

  /** Has an attempt use so much, on the record and in the counters. */
  void charge(Call call, Model model, long input, long output, boolean countsCall) {
    UsageRecord record = record(call, model, input, output, countsCall);
    past.append(record);
    call.reservation().charge(record);
  }

  /** Has a call succeed. */
  void succeed(Call call, long input, long output) {
    charge(call, MODEL, input, output, true);
    call.reservation().end();
  }

  private static UsageRecord record(
      Call call, Model model, long input, long output, boolean countsCall) {
    return new UsageRecord(
        "use_" + call.traceId(),
        call.reservation().admittedAt(),
        "proj_a",
        "a",
        "tok_a",
        model.id(),
        "fake",
        "auto",
        1,
        countsCall ? 1 : 0,
        1,
        CallType.CHAT,
        false,
        new Tokens(input, output, 0, 0, 0),
        false,
        Prices.costOf(model, new TokenUsage(input, 0, 0, 0, output, 0)),
        1,
        Optional.empty(),
        countsCall ? CallStatus.SUCCESS : CallStatus.ERROR,
        Optional.empty(),
        call.traceId());
  }

  BudgetState state(Scope scope) {
    return gate.states(scope).get(0);
  }
}
