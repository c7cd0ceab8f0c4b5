package io.routerly.api.management;

import io.routerly.domain.Budget;
import io.routerly.domain.Default;
import io.routerly.domain.Member;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Resilience;
import io.routerly.domain.UnpricedModels;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What clients send of a project: its fields, whose meaning {@link Project} explains.
 *
 * @param id given by the service; it may be sent back and cannot be changed
 * @param members absent: they stay as they are
 */
public record ProjectDraft(
    Optional<String> id,
    String name,
    String slug,
    Optional<Integer> defaultTimeoutMs,
    List<PolicySpec> policies,
    List<String> models,
    Optional<ModelSelection> modelSelection,
    Optional<List<Member>> members,
    List<Budget> budgets,
    @Default("\"allow\"") UnpricedModels unpricedModels,
    Optional<BigDecimal> maxCostPerRequest,
    @Default("{}") Resilience resilience) {

  /** Returns what a client would send to leave {@code project} as it is. */
  static ProjectDraft of(Project project) {
    return new ProjectDraft(
        Optional.of(project.id()),
        project.name(),
        project.slug(),
        project.defaultTimeoutMs(),
        project.policies(),
        project.models(),
        project.modelSelection(),
        Optional.of(project.members()),
        project.budgets(),
        project.unpricedModels(),
        project.maxCostPerRequest(),
        project.resilience());
  }

  /** Returns this with these members. */
  ProjectDraft withMembers(List<Member> newMembers) {
    return new ProjectDraft(
        id,
        name,
        slug,
        defaultTimeoutMs,
        policies,
        models,
        modelSelection,
        Optional.of(newMembers),
        budgets,
        unpricedModels,
        maxCostPerRequest,
        resilience);
  }

  /** Returns the project that this describes. */
  Project toProject(String projectId, List<ProjectToken> tokens, List<Member> otherwiseMembers) {
    return new Project(
        projectId,
        name,
        slug,
        defaultTimeoutMs,
        policies,
        models,
        modelSelection,
        tokens,
        members.orElse(otherwiseMembers),
        budgets,
        unpricedModels,
        maxCostPerRequest,
        resilience);
  }
}
