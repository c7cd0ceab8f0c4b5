package io.routerly.bootstrap;

import static java.util.function.Function.identity;

import io.routerly.accounting.Accountant;
import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.health.Learnt;
import io.routerly.routing.PolicyFactory;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has policies make ready what they need before the first call does, and what is remembered of
 * projects and models forgotten when these are gone. Thread-safe.
 */
final class PolicyPreparation {
  private final Map<String, PolicyFactory> factories;

  private final Learnt learnt;
  private final Accountant accountant;

  private PolicyPreparation(List<PolicyFactory> factories, Learnt learnt, Accountant accountant) {
    this.learnt = learnt;
    this.accountant = accountant;
    this.factories = factories.stream().collect(Collectors.toMap(PolicyFactory::type, identity()));
  }

  /** Prepares the policies of the configuration in force, and of each that comes after it. */
  static void of(
      ConfigStore config, List<PolicyFactory> factories, Learnt learnt, Accountant accountant) {
    PolicyPreparation preparation = new PolicyPreparation(factories, learnt, accountant);
    config.onChange(preparation::prepare);
    preparation.prepare(config.current());
  }

  private void prepare(Configuration configuration) {
    forgetOthersThan(configuration);
    for (Project project : configuration.projects()) {
      for (PolicySpec spec : project.policies()) {
        PolicyFactory factory = factories.get(spec.type());
        if (factory != null) {
          factory.prepare(spec);
        }
      }
    }
  }

  private void forgetOthersThan(Configuration configuration) {
    Set<String> projects =
        configuration.projects().stream().map(Project::id).collect(Collectors.toSet());
    Set<String> models = configuration.models().stream().map(Model::id).collect(Collectors.toSet());
    learnt.keepOnly(projects, models);
    accountant.keepOnly(models);
    factories.values().forEach(factory -> factory.keepOnly(projects, models));
  }
}
