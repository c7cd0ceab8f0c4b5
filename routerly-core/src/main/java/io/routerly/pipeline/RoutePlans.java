package io.routerly.pipeline;

import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.UnpricedModels;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.routing.Candidate;
import io.routerly.routing.Exclusion;
import io.routerly.routing.NamedPolicy;
import io.routerly.routing.PolicyFactory;
import io.routerly.store.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Prepares route plans and keeps them until the configuration changes. Thread-safe. */
final class RoutePlans {
  private final Eligibility eligibility;
  private final Map<String, PolicyFactory> factories;
  private volatile Prepared prepared = new Prepared(Optional.empty(), new ConcurrentHashMap<>());

  /** A project as one configuration has it: another instance of the same id is another plan. */
  private record Key(Project project) {
    @Override
    @SuppressWarnings("ReferenceEquality") // which instance it is tells which configuration
    public boolean equals(Object other) {
      return other instanceof Key key && key.project == project;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(project);
    }
  }

  private record Prepared(Optional<Configuration> configuration, Map<Key, RoutePlan> plans) {
    boolean isFor(Configuration current) {
      return configuration.isPresent() && configuration.get() == current;
    }
  }

  RoutePlans(Eligibility eligibility, Map<String, PolicyFactory> factories) {
    this.eligibility = eligibility;
    this.factories = Map.copyOf(factories);
  }

  RoutePlan planFor(Configuration configuration, Project project) {
    Prepared current = prepared;
    if (!current.isFor(configuration)) {
      current = new Prepared(Optional.of(configuration), new ConcurrentHashMap<>());
      prepared = current;
    }
    return current
        .plans()
        .computeIfAbsent(new Key(project), key -> prepare(configuration, project));
  }

  private RoutePlan prepare(Configuration configuration, Project project) {
    return plan(
        eligibility, configuration, project.models(), project.unpricedModels(), policies(project));
  }

  /**
   * Returns the plan of these models and policies.
   *
   * @param unpriced whether models without prices may be among them
   */
  static RoutePlan plan(
      Eligibility eligibility,
      Configuration configuration,
      List<String> models,
      UnpricedModels unpriced,
      List<NamedPolicy> policies) {
    List<Candidate> candidates = new ArrayList<>();
    List<Exclusion> exclusions = new ArrayList<>();
    for (String modelId : models) {
      Optional<Exclusion> obstacle = eligibility.obstacle(configuration, modelId, unpriced);
      if (obstacle.isPresent()) {
        exclusions.add(obstacle.get());
      } else {
        candidates.add(
            new Candidate(configuration.model(modelId).orElseThrow(), candidates.size()));
      }
    }
    return new RoutePlan(candidates, exclusions, policies, new ConcurrentHashMap<>());
  }

  private List<NamedPolicy> policies(Project project) {
    return project.policies().stream()
        .map(spec -> new NamedPolicy(spec.type(), factory(spec).create(spec)))
        .toList();
  }

  private PolicyFactory factory(PolicySpec spec) {
    PolicyFactory factory = factories.get(spec.type());
    if (factory == null) {
      throw new GatewayException(
          ErrorCode.INTERNAL_ERROR, "Policy " + spec.type() + " is not known to this version.");
    }
    return factory;
  }
}
