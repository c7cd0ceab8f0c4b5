package io.routerly.store.file;

import io.routerly.domain.PolicySpec;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The built-ins that configuration may refer to; any other is an error.
 *
 * @param providers names such as {@code openai}
 * @param policies names such as {@code cheapest}
 * @param policyCheck throws {@link io.routerly.domain.InvalidFieldException} if a policy of a known
 *     name has settings that it cannot have
 */
public record KnownNames(
    Set<String> providers, Set<String> policies, Consumer<PolicySpec> policyCheck) {
  public KnownNames {
    providers = Set.copyOf(providers);
    policies = Set.copyOf(policies);
  }
}
