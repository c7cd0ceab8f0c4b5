package io.routerly.budget;

import io.routerly.domain.Headroom;
import io.routerly.domain.Model;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.UsageRecord;
import java.util.List;
import java.util.Optional;

/** Admits every call: the gate of an installation in which no limit is enforced. */
public final class OpenGate implements BudgetGate {
  private static final Admission ADMITTED = new Admission.Admitted(new NothingReserved());

  @Override
  public Optional<Admission.Refused> exhausted(Project project, ProjectToken token) {
    return Optional.empty();
  }

  @Override
  public List<Headroom> headroom(Project project, ProjectToken token) {
    return List.of();
  }

  @Override
  public Admission reserve(Project project, ProjectToken token, Estimate estimate) {
    return ADMITTED;
  }

  private static final class NothingReserved implements Reservation {
    @Override
    public Optional<String> shortfall(Model model) {
      return Optional.empty();
    }

    @Override
    public void charge(UsageRecord actual) {}

    @Override
    public void end() {}
  }
}
