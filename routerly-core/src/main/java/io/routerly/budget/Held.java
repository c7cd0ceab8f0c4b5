package io.routerly.budget;

import io.routerly.domain.Headroom;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is held for one call in the counters.
 *
 * @param call what it holds at present
 * @param plan by what it is counted and limited
 * @param project whose call it is
 * @param estimate what was known of it when it was admitted
 * @param cheapestOnly whether only the cheapest models are to serve it
 * @param counters the counters
 * @param forecast tells what an attempt is expected to use
 * @param alerts watches the budgets
 */
record Held(
    OpenCall call,
    BudgetPlan plan,
    Project project,
    Estimate estimate,
    boolean cheapestOnly,
    Counters counters,
    Forecast forecast,
    Alerts alerts)
    implements Reservation {

  @Override
  public Instant admittedAt() {
    return Instant.ofEpochMilli(call.at());
  }

  @Override
  public List<Headroom> headroom() {
    return counters.locked(
        () -> {
          counters.advance(plan.counters());
          return plan.headroom(call.held());
        });
  }

  @Override
  public List<Model> cheapest(List<Model> models) {
    return forecast.cheapest(models, estimate);
  }

  @Override
  public Optional<Admission.Refused> hold(Model model) {
    Estimate known = estimate.sure(most -> hasRoom(model, most));
    Optional<Admission.Refused> tooDear = Refusal.tooDear(forecast, project, known, model);
    if (tooDear.isPresent() || plan.counters().isEmpty()) {
      return tooDear;
    }
    Amounts needed = forecast.of(model, known);
    return counters.locked(() -> held(model, needed));
  }

  private boolean hasRoom(Model model, Estimate most) {
    return Refusal.tooDear(forecast, project, most, model).isEmpty()
        && (plan.countsCallsOnly()
            || counters.locked(() -> refusal(model, forecast.of(model, most)).isEmpty()));
  }

  private Optional<Admission.Refused> refusal(Model model, Amounts needed) {
    long now = counters.advance(plan.counters());
    return Refusal.of(
        plan.limits().stream().filter(limit -> limit.blocks() && lacks(limit, model, needed)),
        needed,
        project,
        Instant.ofEpochMilli(now));
  }

  private Optional<Admission.Refused> held(Model model, Amounts needed) {
    Optional<Admission.Refused> refused = refusal(model, needed);
    if (refused.isEmpty()) {
      call.begin(model.id(), needed);
    }
    return refused;
  }

  /** An attempt that needs nothing of a budget may be made, though another has exhausted it. */
  private boolean lacks(Limit limit, Model model, Amounts needed) {
    return needed.of(limit.budget().metric()).signum() > 0
        && !limit.admits(needed, call.givenFor(model.id()));
  }

  @Override
  public boolean holdQuestion(Model model, Estimate question) {
    if (Refusal.tooDear(forecast, project, question, model).isPresent()) {
      return false;
    }
    Amounts needed = forecast.of(model, question);
    return counters.locked(
        () -> {
          counters.advance(plan.counters());
          boolean room =
              plan.limits().stream()
                  .noneMatch(
                      limit ->
                          needed.of(limit.budget().metric()).signum() > 0 && limit.refuses(needed));
          if (room) {
            call.beginQuestion(model.id(), needed);
          }
          return room;
        });
  }

  @Override
  public void release(Model model) {
    counters.locked(
        () -> {
          call.release(model.id());
          return true;
        });
  }

  @Override
  public void charge(UsageRecord actual) {
    counters.locked(
        () -> {
          long now = counters.advance(call.counters());
          call.charge(actual.modelId(), Amounts.of(actual));
          plan.watched().forEach(limit -> alerts.look(limit, now));
          return now;
        });
    alerts.publish();
  }

  @Override
  public void end() {
    counters.locked(
        () -> {
          counters.ended(call);
          return true;
        });
  }
}
