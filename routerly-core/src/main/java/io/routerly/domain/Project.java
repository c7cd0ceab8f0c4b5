package io.routerly.domain;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One entry of {@code config/projects.json}: an application and what it may use.
 *
 * @param id {@code proj_…}
 * @param name what people call it
 * @param slug its name in paths
 * @param defaultTimeoutMs provider time-out in milliseconds; absent: that of the settings
 * @param policies routing policies in priority order
 * @param models ids of the models it may use, in preference order
 * @param modelSelection what the model named by a client means; absent: {@code route} where there
 *     are policies, else {@code prefer}
 * @param tokens its credentials
 * @param members users who see it
 * @param budgets limits on its use
 * @param unpricedModels whether it may use models without prices
 * @param maxCostPerRequest most US dollars that one request may be expected to cost
 * @param resilience how its calls survive the failures of providers
 */
public record Project(
    String id,
    String name,
    String slug,
    Optional<Integer> defaultTimeoutMs,
    List<PolicySpec> policies,
    List<String> models,
    Optional<ModelSelection> modelSelection,
    List<ProjectToken> tokens,
    List<Member> members,
    List<Budget> budgets,
    @Default("\"allow\"") UnpricedModels unpricedModels,
    Optional<BigDecimal> maxCostPerRequest,
    @Default("{}") Resilience resilience) {

  private static final Pattern ID = Pattern.compile("proj_[A-Za-z0-9_-]+");
  private static final int LONGEST_NAME = 200;
  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  public Project {
    maxCostPerRequest.ifPresent(most -> Checks.amount(most, "maxCostPerRequest"));
    Checks.matches(id, ID, "id", "\"proj_\" and letters or digits");
    Checks.line(name, LONGEST_NAME, "name");
    Checks.matches(slug, SLUG, "slug", "1 to 63 lower-case letters, digits and inner hyphens");
    defaultTimeoutMs.ifPresent(ms -> Checks.inRange(ms, 1, 86_400_000, "defaultTimeoutMs"));
    policies = List.copyOf(policies);
    models = List.copyOf(models);
    tokens = List.copyOf(tokens);
    members = List.copyOf(members);
    budgets = List.copyOf(budgets);
  }

  /** A project that may use models without prices, and spend what it likes on a request. */
  public Project(
      String id,
      String name,
      String slug,
      Optional<Integer> defaultTimeoutMs,
      List<PolicySpec> policies,
      List<String> models,
      Optional<ModelSelection> modelSelection,
      List<ProjectToken> tokens,
      List<Member> members,
      List<Budget> budgets,
      Resilience resilience) {
    this(
        id,
        name,
        slug,
        defaultTimeoutMs,
        policies,
        models,
        modelSelection,
        tokens,
        members,
        budgets,
        UnpricedModels.ALLOW,
        Optional.empty(),
        resilience);
  }

  /** Returns what a model named by a client means here. */
  public ModelSelection effectiveModelSelection() {
    return modelSelection.orElse(policies.isEmpty() ? ModelSelection.PREFER : ModelSelection.ROUTE);
  }

  /** Returns this with other policies and models. */
  public Project withRouting(List<PolicySpec> newPolicies, List<String> newModels) {
    return new Project(
        id,
        name,
        slug,
        defaultTimeoutMs,
        newPolicies,
        newModels,
        modelSelection,
        tokens,
        members,
        budgets,
        unpricedModels,
        maxCostPerRequest,
        resilience);
  }

  /** Returns this with other tokens. */
  public Project withTokens(List<ProjectToken> newTokens) {
    return new Project(
        id,
        name,
        slug,
        defaultTimeoutMs,
        policies,
        models,
        modelSelection,
        newTokens,
        members,
        budgets,
        unpricedModels,
        maxCostPerRequest,
        resilience);
  }
}
