package io.routerly.store.file;

import java.util.Set;

/**
 * The names of built-ins that configuration may refer to; any other is an error.
 *
 * @param providers such as {@code openai}
 * @param policies such as {@code cheapest}
 */
public record KnownNames(Set<String> providers, Set<String> policies) {
  public KnownNames {
    providers = Set.copyOf(providers);
    policies = Set.copyOf(policies);
  }
}
