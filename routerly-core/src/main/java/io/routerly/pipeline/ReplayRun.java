package io.routerly.pipeline;

import io.routerly.accounting.Prices;
import io.routerly.chat.TokenUsage;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Model;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.Money;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Cost;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.health.AttemptEnd;
import io.routerly.health.Ending;
import io.routerly.health.Learnt;
import io.routerly.health.UsableKeys;
import io.routerly.routing.Deadline;
import io.routerly.routing.Decision;
import io.routerly.routing.Router;
import io.routerly.routing.RoutingContext;
import io.routerly.store.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Rates past calls one after the other, in the order in which they began, and learns from what was
 * recorded as time goes on. For one thread.
 *
 * <p>How models did is taken from the record; what they got is what they would have got. A model
 * that a call did not ask is taken to answer it.
 */
final class ReplayRun {
  private static final Deadline NO_HURRY = Deadline.in(Duration.ofSeconds(5), () -> 0, () -> false);

  private final Configuration configuration;
  private final Project project;
  private final RoutePlan plan;
  private final Router router;
  private final Learnt learnt;
  private final UsableKeys keyNames;
  private final VirtualClock clock;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at));
  private final ReplayTally recorded = new ReplayTally();
  private final ReplayTally projected = new ReplayTally();
  private final ReplayTally.Latencies latencies = new ReplayTally.Latencies();
  private int changed;
  private int assumed;

  /** The time of the recorded calls. */
  static final class VirtualClock {
    private long millis;

    /** Returns the time in nanoseconds, by which nothing but differences can be told. */
    long nanoTime() {
      return millis * 1_000_000L;
    }

    void advanceTo(long time) {
      millis = Math.max(millis, time);
    }
  }

  /** Something that becomes known at its time, in milliseconds of the epoch. */
  private record Event(long at, Runnable learning) {}

  /**
   * @param project the project as proposed
   * @param keyNames the names of the keys that {@code learnt} tells apart
   * @param clock the clock that {@code learnt} and the policies go by
   */
  ReplayRun(
      Configuration configuration,
      Project project,
      RoutePlan plan,
      Router router,
      Learnt learnt,
      UsableKeys keyNames,
      VirtualClock clock) {
    this.configuration = configuration;
    this.project = project;
    this.plan = plan;
    this.router = router;
    this.learnt = learnt;
    this.keyNames = keyNames;
    this.clock = clock;
  }

  /** Returns what became of the calls, and what would have. */
  ReplayReport over(List<PastCall> calls, List<String> abstained) {
    calls.forEach(this::replay);
    return new ReplayReport(
        calls.size(),
        calls.stream().findFirst().map(call -> Instant.ofEpochMilli(call.startedAt())),
        calls.stream()
            .reduce((one, next) -> next)
            .map(call -> Instant.ofEpochMilli(call.startedAt())),
        abstained,
        changed,
        assumed,
        recorded.side(latencies),
        projected.side(latencies));
  }

  private void replay(PastCall call) {
    learnUntil(call.startedAt());
    Decision decision = decide(call);
    record(call);
    Optional<String> before = call.last().map(PastCall.Sent::modelId);
    Optional<String> after = project(call, decision);
    changed += before.equals(after) ? 0 : 1;
    call.attempts().forEach(sent -> learnLater(call, sent));
  }

  private void learnUntil(long time) {
    for (Event next = events.peek(); next != null && next.at() <= time; next = events.peek()) {
      clock.advanceTo(next.at());
      next.learning().run();
      events.remove();
    }
    clock.advanceTo(time);
  }

  private Decision decide(PastCall call) {
    ModelSelection selection =
        call.callType() == CallType.PASSTHROUGH
            ? ModelSelection.REQUIRE
            : project.effectiveModelSelection();
    if (!ModelRouting.isKnown(project, call.requestedModel(), selection)) {
      return Decision.of(List.of(), List.of(), List.of());
    }
    RoutingContext context =
        new RoutingContext(
            "", project, token(call), call.requestedModel(), call.demand(), NO_HURRY, false);
    return ModelRouting.decide(router, plan, context, selection);
  }

  /** A token may have been removed since. */
  private ProjectToken token(PastCall call) {
    return project.tokens().stream()
        .filter(token -> token.id().equals(call.tokenId()))
        .findFirst()
        .orElseGet(
            () ->
                new ProjectToken(
                    call.tokenId(),
                    ProjectToken.HASHED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    BudgetMode.EXTEND,
                    List.of()));
  }

  private void record(PastCall call) {
    recorded.add(call.asked());
    if (!call.decided()) {
      recorded.hadNoCandidate();
      return;
    }
    for (PastCall.Sent sent : call.attempts()) {
      if (sent.succeeded()) {
        latencies.add(call, sent);
        recorded.price(sent.cost());
      } else {
        sent.cost().ifPresent(recorded::add);
      }
    }
    call.last()
        .ifPresent(
            sent -> {
              if (sent.succeeded()) {
                recorded.answered(call, sent.modelId());
              } else {
                recorded.failed(sent.modelId());
              }
            });
  }

  /** Walks the ranking as a call does; returns the model that answered, or failed last. */
  private Optional<String> project(PastCall call, Decision decision) {
    List<Model> ranking =
        Stream.concat(decision.ranking().stream(), decision.lastResorts().stream()).toList();
    if (ranking.isEmpty()) {
      projected.hadNoCandidate();
      return Optional.empty();
    }
    for (Model model : ranking) {
      Optional<PastCall.Sent> known = call.lastTo(model.id());
      learnt.traffic().began(model, project);
      if (known.isEmpty() || known.get().hadBegunToAnswer() || call.failedByItself()) {
        if (known.isEmpty() && decision.isTrial(model)) {
          learnt.health().of(model.id()).recovered();
        }
        answered(call, model, known);
        return Optional.of(model.id());
      }
      known.flatMap(sent -> cost(model, sent.tokens())).ifPresent(projected::add);
    }
    String last = ranking.get(ranking.size() - 1).id();
    projected.failed(last);
    return Optional.of(last);
  }

  private void answered(PastCall call, Model model, Optional<PastCall.Sent> known) {
    Tokens tokens = known.map(PastCall.Sent::tokens).orElseGet(() -> tokens(call, model));
    boolean well = known.map(PastCall.Sent::succeeded).orElse(!call.failedByItself());
    if (well) {
      projected.answered(call, model.id());
      projected.price(cost(model, tokens));
    } else {
      projected.failed(model.id());
      cost(model, tokens).ifPresent(projected::add);
    }
    assumed += known.isEmpty() ? 1 : 0;
    long tookMs = call.last().map(PastCall.Sent::durationMs).orElse(0L);
    AttemptEnd end =
        end(call, model, "", Ending.SUCCESS, tokens, Optional.empty(), tookMs, Optional.empty());
    events.add(new Event(call.startedAt() + tookMs, () -> learnt.traffic().ended(end)));
  }

  /** What another model used; what it was spared by a cache is not known. */
  private Tokens tokens(PastCall call, Model model) {
    return call.last()
        .map(PastCall.Sent::tokens)
        .filter(tokens -> tokens.total() > 0)
        .map(tokens -> new Tokens(tokens.input(), tokens.output(), 0, 0, tokens.reasoning()))
        .orElseGet(
            () ->
                new Tokens(
                    call.inputTokens(),
                    Math.min(
                        learnt.outputSizes().mean(model.id()).orElse(0),
                        call.maxOutputTokens().orElse(Long.MAX_VALUE)),
                    0,
                    0,
                    0));
  }

  private static Optional<Money> cost(Model model, Tokens tokens) {
    TokenUsage usage =
        new TokenUsage(
            tokens.input(),
            tokens.cacheRead(),
            tokens.cacheWrite(),
            0,
            tokens.output(),
            tokens.reasoning());
    return Prices.costOf(model, usage).map(Cost::total);
  }

  private void learnLater(PastCall call, PastCall.Sent sent) {
    configuration
        .model(sent.modelId())
        .ifPresent(
            model -> {
              AttemptEnd end =
                  end(
                      call,
                      model,
                      key(model, sent),
                      sent.ending(),
                      sent.tokens(),
                      sent.ttftMs(),
                      sent.durationMs(),
                      sent.retryAfterMs());
              events.add(
                  new Event(
                      call.startedAt() + sent.startMs() + sent.durationMs(), () -> learn(end)));
            });
  }

  /** A model with one key is asked with that one, whatever it was called when it was recorded. */
  private String key(Model model, PastCall.Sent sent) {
    List<String> names = keyNames.idsOf(model);
    return names.size() == 1 ? names.get(0) : sent.key();
  }

  private void learn(AttemptEnd end) {
    learnt.health().ended(end);
    learnt.cooldowns().ended(end);
    learnt.latencies().ended(end);
    learnt.outputSizes().ended(end);
  }

  private AttemptEnd end(
      PastCall call,
      Model model,
      String key,
      Ending ending,
      Tokens tokens,
      Optional<Long> ttftMs,
      long durationMs,
      Optional<Long> retryAfterMs) {
    UsageRecord record =
        new UsageRecord(
            "",
            Instant.ofEpochMilli(call.startedAt()),
            project.id(),
            project.slug(),
            call.tokenId(),
            model.id(),
            model.provider(),
            call.requestedModel(),
            1,
            1,
            1,
            call.callType(),
            call.stream(),
            tokens,
            false,
            Optional.empty(),
            durationMs,
            ttftMs,
            ending == Ending.SUCCESS ? CallStatus.SUCCESS : CallStatus.ERROR,
            Optional.empty(),
            "");
    return new AttemptEnd(model, key, ending, record, retryAfterMs.map(Duration::ofMillis));
  }
}
