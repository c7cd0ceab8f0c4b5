package io.routerly.store.file;

import io.routerly.domain.PolicySpec;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The built-ins that configuration may refer to; any other is an error.
 *
 * @param providers names such as {@code openai}
 * @param policies names such as {@code cheapest}
 * @param policyCheck throws {@link io.routerly.domain.InvalidFieldException} if a policy of a known
 *     name has settings that it cannot have
 * @param policyWarnings returns what keeps a policy of a known name with possible settings from
 *     having its effect, given whether there is a model of some id
 */
public record KnownNames(
    Set<String> providers,
    Set<String> policies,
    Consumer<PolicySpec> policyCheck,
    BiFunction<PolicySpec, Predicate<String>, List<String>> policyWarnings) {
  public KnownNames {
    providers = Set.copyOf(providers);
    policies = Set.copyOf(policies);
  }

  /** The built-ins of which no policy has any warnings. */
  public KnownNames(Set<String> providers, Set<String> policies, Consumer<PolicySpec> policyCheck) {
    this(providers, policies, policyCheck, (spec, isModel) -> List.of());
  }
}
