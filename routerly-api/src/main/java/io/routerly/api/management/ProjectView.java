package io.routerly.api.management;

import io.routerly.domain.Budget;
import io.routerly.domain.Member;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.Resilience;
import io.routerly.domain.UnpricedModels;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What clients see of a {@link Project}; its tokens are a list of their own. */
public record ProjectView(
    String id,
    String name,
    String slug,
    Optional<Integer> defaultTimeoutMs,
    List<PolicySpec> policies,
    List<String> models,
    Optional<ModelSelection> modelSelection,
    List<Member> members,
    List<Budget> budgets,
    UnpricedModels unpricedModels,
    Optional<BigDecimal> maxCostPerRequest,
    Resilience resilience) {
  static ProjectView of(Project project) {
    return new ProjectView(
        project.id(),
        project.name(),
        project.slug(),
        project.defaultTimeoutMs(),
        project.policies(),
        project.models(),
        project.modelSelection(),
        project.members(),
        project.budgets(),
        project.unpricedModels(),
        project.maxCostPerRequest(),
        project.resilience());
  }
}
