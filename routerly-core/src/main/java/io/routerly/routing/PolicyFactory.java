package io.routerly.routing;

import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes the policies of one type. The built-in factories are listed in {@code bootstrap}.
 *
 * <p>A factory whose policies learn implements {@link OutcomeObserver} too, and keeps what was
 * learnt: policies are made for each project, format and state of the configuration, and only to
 * see whether their settings are right.
 */
public interface PolicyFactory {
  /** Returns the name of the type in configuration, such as {@code random}; never changes. */
  String type();

  /**
   * Returns a policy with the settings of {@code spec}.
   *
   * @throws InvalidFieldException if a setting is unknown or impossible
   */
  RoutingPolicy create(PolicySpec spec);

  /**
   * Returns what keeps a policy of these settings from having its effect, as sentences: such as a
   * model that there is not.
   *
   * @param spec settings of which {@link #create} makes a policy
   * @param models the configured models by their ids
   */
  default List<String> warnings(PolicySpec spec, Function<String, Optional<Model>> models) {
    return List.of();
  }

  /**
   * Returns the ids of the models that policies of these settings ask or lead to; hints about
   * models are not among them.
   *
   * @param spec settings of which {@link #create} makes a policy
   */
  default Set<String> models(PolicySpec spec) {
    return Set.of();
  }

  /**
   * Begins to make ready what policies of these settings need and what takes its time, and does not
   * wait for it. Called when a configuration that has such a policy comes into force.
   *
   * @param spec settings of which {@link #create} makes a policy
   */
  default void prepare(PolicySpec spec) {}

  /**
   * Forgets what was learnt of projects and models that there are no more. Called when another
   * configuration has come into force.
   *
   * @param projectIds those that there are
   * @param modelIds those that there are
   */
  default void keepOnly(Set<String> projectIds, Set<String> modelIds) {}

  /**
   * Returns the factory of a type.
   *
   * @param create makes a policy of its settings, or throws {@link InvalidFieldException}
   */
  static PolicyFactory of(String type, Function<PolicySpec, RoutingPolicy> create) {
    return of(type, create, (spec, models) -> List.of());
  }

  /**
   * Returns the factory of a type whose settings name no models and may lead nowhere all the same.
   *
   * @param create makes a policy of its settings, or throws {@link InvalidFieldException}
   * @param warnings what {@link #warnings} returns
   */
  static PolicyFactory of(
      String type, Function<PolicySpec, RoutingPolicy> create, Warnings warnings) {
    return of(type, create, spec -> Set.of(), warnings);
  }

  /**
   * Returns the factory of a type whose settings name models.
   *
   * @param create makes a policy of its settings, or throws {@link InvalidFieldException}
   * @param models what {@link #models} returns
   * @param warnings what {@link #warnings} returns
   */
  static PolicyFactory of(
      String type,
      Function<PolicySpec, RoutingPolicy> create,
      Function<PolicySpec, Set<String>> models,
      Warnings warnings) {
    return new PolicyFactory() {
      @Override
      public String type() {
        return type;
      }

      @Override
      public RoutingPolicy create(PolicySpec spec) {
        return create.apply(spec);
      }

      @Override
      public Set<String> models(PolicySpec spec) {
        return models.apply(spec);
      }

      @Override
      public List<String> warnings(PolicySpec spec, Function<String, Optional<Model>> configured) {
        return warnings.of(spec, configured);
      }
    };
  }

  /** Says what keeps a policy of some settings from having its effect. */
  @FunctionalInterface
  interface Warnings {
    /** Returns what {@link PolicyFactory#warnings} is to return. */
    List<String> of(PolicySpec spec, Function<String, Optional<Model>> models);
  }

  /** Returns the factory of a policy that has nothing to set. */
  static PolicyFactory withoutSettings(String type, Supplier<RoutingPolicy> policy) {
    return of(
        type,
        spec -> {
          if (!spec.config().isEmpty()) {
            throw new InvalidFieldException(
                "config", "must be empty, since policy \"" + type + "\" has no settings");
          }
          return policy.get();
        });
  }
}
