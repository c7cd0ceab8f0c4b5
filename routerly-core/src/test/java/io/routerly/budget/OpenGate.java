package io.routerly.budget;

import io.routerly.domain.BudgetState;
import io.routerly.domain.Headroom;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.UsageRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Admits every call, for tests in which there are no budgets. */
public class OpenGate implements BudgetGate {
  private final Instant now;

  public OpenGate(Instant now) {
    this.now = now;
  }

  @Override
  public Optional<Admission.Refused> exhausted(Project project, ProjectToken token) {
    return Optional.empty();
  }

  @Override
  public List<Headroom> headroom(Project project, ProjectToken token) {
    return headroom();
  }

  /** Says what is left of the budgets. */
  protected List<Headroom> headroom() {
    return List.of();
  }

  @Override
  public Admission reserve(String traceId, Project project, ProjectToken token, Estimate estimate) {
    return new Admission.Admitted(new NothingReserved());
  }

  @Override
  public Optional<Admission.Refused> lack(
      Project project, ProjectToken token, Estimate estimate, Model model) {
    return Optional.empty();
  }

  @Override
  public List<Model> affordable(
      Project project, ProjectToken token, Estimate estimate, List<Model> models) {
    return models;
  }

  /** Says whether an attempt at a model may begin. */
  protected Optional<Admission.Refused> hold(Model model) {
    return Optional.empty();
  }

  @Override
  public List<BudgetState> states(Scope scope) {
    return List.of();
  }

  private final class NothingReserved implements Reservation {
    @Override
    public Instant admittedAt() {
      return now;
    }

    @Override
    public boolean cheapestOnly() {
      return false;
    }

    @Override
    public List<Headroom> headroom() {
      return OpenGate.this.headroom();
    }

    @Override
    public List<Model> cheapest(List<Model> models) {
      return models;
    }

    @Override
    public Optional<Admission.Refused> hold(Model model) {
      return OpenGate.this.hold(model);
    }

    @Override
    public boolean holdQuestion(Model model, Estimate question) {
      return true;
    }

    @Override
    public void release(Model model) {}

    @Override
    public void charge(UsageRecord actual) {}

    @Override
    public void end() {}
  }
}
