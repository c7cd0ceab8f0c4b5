package io.routerly.budget;

import io.routerly.domain.BudgetState;
import io.routerly.domain.Headroom;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.UsageRecord;
import io.routerly.event.EventSink;
import io.routerly.store.Configuration;
import io.routerly.store.UsageSnapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds the budgets: no more is admitted than they allow, whatever comes at a time.
 *
 * <p>All counters change under one lock, which is held for some microseconds and never while
 * something is read or written, so that a call is held in all of its budgets or in none.
 */
public final class EnforcedBudgets implements BudgetGate {
  private final Supplier<Configuration> config;
  private final Forecast forecast;
  private final Alerts alerts;
  private final Counters counters;

  /**
   * @param config whose budgets hold; changes take effect with the next call
   * @param ledger from which a new counter learns what was used in its window already
   * @param unwritten records that the ledger does not have, since it cannot be written
   * @param lengths how long answers recently were
   * @param events is told of thresholds
   */
  public EnforcedBudgets(
      Supplier<Configuration> config,
      Supplier<UsageSnapshot> ledger,
      Supplier<List<UsageRecord>> unwritten,
      AnswerLengths lengths,
      EventSink events,
      Clock clock) {
    this.config = config;
    this.forecast = new Forecast(lengths);
    this.alerts = new Alerts(events);
    this.counters = new Counters(ledger, unwritten, clock);
  }

  /**
   * Brings all counters to the present, and tells of budgets that have begun anew. To be called at
   * the start, so that the first call need not wait for the ledger, and now and then.
   */
  public void refresh() {
    PlanBook book = book();
    counters.locked(
        () -> {
          long now = counters.advance(book.counters());
          book.all().forEach(limit -> alerts.look(limit, now));
          alerts.keepOnly(book.all());
          return now;
        });
    alerts.publish();
  }

  private PlanBook book() {
    return counters.bookOf(config.get());
  }

  @Override
  public Optional<Admission.Refused> exhausted(Project project, ProjectToken token) {
    BudgetPlan plan = book().planOf(token.id());
    return counters.locked(
        () -> {
          long now = counters.advance(plan.counters());
          return Refusal.of(
              plan.limits().stream().filter(limit -> limit.blocks() && limit.isExhausted()),
              Amounts.NONE,
              project,
              Instant.ofEpochMilli(now));
        });
  }

  @Override
  public List<Headroom> headroom(Project project, ProjectToken token) {
    BudgetPlan plan = book().planOf(token.id());
    return counters.locked(
        () -> {
          counters.advance(plan.counters());
          return plan.headroom(Amounts.NONE);
        });
  }

  private boolean hasRoom(BudgetPlan plan, Amounts needed, Project project) {
    return plan.countsCallsOnly() || counters.locked(() -> lack(plan, needed, project)).isEmpty();
  }

  private Amounts least(BudgetPlan plan, Estimate estimate) {
    return plan.leastOf(model -> forecast.of(model, estimate), estimate);
  }

  @Override
  public Optional<Admission.Refused> lack(
      Project project, ProjectToken token, Estimate estimate, Model model) {
    BudgetPlan plan = book().planOf(token.id());
    Estimate known =
        estimate.sure(
            most ->
                Refusal.tooDear(forecast, project, most, model).isEmpty()
                    && hasRoom(plan, Amounts.ONE_CALL.plus(forecast.of(model, most)), project));
    Optional<Admission.Refused> tooDear = Refusal.tooDear(forecast, project, known, model);
    Amounts needed = Amounts.ONE_CALL.plus(forecast.of(model, known));
    return tooDear.or(() -> counters.locked(() -> lack(plan, needed, project)));
  }

  /** Returns the refusal of a call that needs so much; under the lock. */
  private Optional<Admission.Refused> lack(BudgetPlan plan, Amounts needed, Project project) {
    long now = counters.advance(plan.counters());
    return Refusal.of(
        plan.limits().stream().filter(limit -> limit.refuses(needed)),
        needed,
        project,
        Instant.ofEpochMilli(now));
  }

  @Override
  public List<Model> affordable(
      Project project, ProjectToken token, Estimate estimate, List<Model> models) {
    BudgetPlan plan = book().planOf(token.id());
    boolean saving =
        counters.locked(
            () -> {
              counters.advance(plan.counters());
              return plan.limits().stream().anyMatch(Limit::wantsCheapest);
            });
    return saving ? forecast.cheapest(models, estimate) : models;
  }

  @Override
  public List<BudgetState> states(Scope scope) {
    List<Limit> limits = book().of(scope);
    return counters.locked(
        () -> {
          counters.advance(limits.stream().map(Limit::counter).toList());
          return limits.stream().map(Limit::state).toList();
        });
  }

  @Override
  public Admission reserve(String traceId, Project project, ProjectToken token, Estimate estimate) {
    BudgetPlan plan = book().planOf(token.id());
    Estimate known =
        estimate.sure(most -> hasRoom(plan, Amounts.ONE_CALL.plus(least(plan, most)), project));
    Amounts least = least(plan, known);
    Admission admission =
        counters.locked(
            () -> {
              long now = counters.advance(plan.counters());
              int most = plan.maxParallel().orElse(Integer.MAX_VALUE);
              if (counters.parallel(token.id()) >= most) {
                return Refusal.tooManyParallel(most);
              }
              Amounts needed = Amounts.ONE_CALL.plus(least);
              Optional<Admission.Refused> refused = lack(plan, needed, project);
              if (refused.isPresent()) {
                alerts.refused(plan, needed, now);
                return refused.get();
              }
              OpenCall call =
                  new OpenCall(traceId, project.id(), token.id(), now, plan.counters(), least);
              counters.began(call);
              boolean cheapestOnly = plan.limits().stream().anyMatch(Limit::wantsCheapest);
              return new Admission.Admitted(
                  new Held(call, plan, project, known, cheapestOnly, counters, forecast, alerts));
            });
    alerts.publish();
    return admission;
  }
}
