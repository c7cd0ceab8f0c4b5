package io.routerly.bootstrap;

import static java.util.function.Function.identity;

import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.routing.PolicyFactory;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Has policies make ready what they need before the first call does. Thread-safe. */
final class PolicyPreparation {
  private final Map<String, PolicyFactory> factories;

  private PolicyPreparation(List<PolicyFactory> factories) {
    this.factories = factories.stream().collect(Collectors.toMap(PolicyFactory::type, identity()));
  }

  /** Prepares the policies of the configuration in force, and of each that comes after it. */
  static void of(ConfigStore config, List<PolicyFactory> factories) {
    PolicyPreparation preparation = new PolicyPreparation(factories);
    config.onChange(preparation::prepare);
    preparation.prepare(config.current());
  }

  private void prepare(Configuration configuration) {
    for (Project project : configuration.projects()) {
      for (PolicySpec spec : project.policies()) {
        PolicyFactory factory = factories.get(spec.type());
        if (factory != null) {
          factory.prepare(spec);
        }
      }
    }
  }
}
