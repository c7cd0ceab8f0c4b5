package io.routerly.pipeline;

import io.routerly.domain.ApiFormat;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.LedgerFailureMode;
import io.routerly.domain.LogLevel;
import io.routerly.domain.Model;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Resilience;
import io.routerly.domain.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values of the configuration for tests of the pipeline. */
final class Values {
  static final ProjectToken TOKEN = token("tok_a", "HASHED:first");

  static final Settings SETTINGS =
      new Settings(
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
          List.of(),
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

  private Values() {}

  static ProjectToken token(String id, String stored) {
    return new ProjectToken(
        id,
        stored,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        BudgetMode.EXTEND,
        List.of());
  }

  static Project project(List<PolicySpec> policies, String... models) {
    return project("proj_a", Optional.empty(), policies, models);
  }

  static Project project(List<PolicySpec> policies, Resilience resilience, String... models) {
    return project("proj_a", Optional.empty(), policies, resilience, models);
  }

  static Project project(
      String id, Optional<ModelSelection> selection, List<PolicySpec> policies, String... models) {
    return project(id, selection, policies, Resilience.DEFAULT, models);
  }

  private static Project project(
      String id,
      Optional<ModelSelection> selection,
      List<PolicySpec> policies,
      Resilience resilience,
      String... models) {
    return new Project(
        id,
        "A",
        id.substring("proj_".length()),
        Optional.empty(),
        policies,
        List.of(models),
        selection,
        List.of(TOKEN),
        List.of(),
        List.of(),
        resilience);
  }

  /** Returns the same project with this time-out for its calls. */
  static Project inTime(Project project, int defaultTimeoutMs) {
    return new Project(
        project.id(),
        project.name(),
        project.slug(),
        Optional.of(defaultTimeoutMs),
        project.policies(),
        project.models(),
        project.modelSelection(),
        project.tokens(),
        project.members(),
        project.budgets(),
        project.resilience());
  }

  static Model model(String id) {
    return model(id, FakeProvider.NAME, true);
  }

  /** Returns a model that may take so long. */
  static Model slow(String id, int timeoutMs) {
    return model(id, FakeProvider.NAME, true, Optional.of(timeoutMs));
  }

  static Model model(String id, String provider, boolean enabled) {
    return model(id, provider, enabled, Optional.empty());
  }

  private static Model model(
      String id, String provider, boolean enabled, Optional<Integer> timeoutMs) {
    return new Model(
        id,
        provider,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        enabled,
        Optional.empty(),
        Optional.empty(),
        timeoutMs,
        Optional.<ApiFormat>empty(),
        Map.of());
  }
}
