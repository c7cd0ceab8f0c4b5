package io.routerly.api.management;

import io.routerly.api.http.Refusals;
import io.routerly.store.binding.Suggestions;
import java.util.Set;

/**
 * The names of built-ins that configuration may refer to.
 *
 * @param providers such as {@code openai}
 * @param policies such as {@code cheapest}
 */
public record BuiltInNames(Set<String> providers, Set<String> policies) {
  public BuiltInNames {
    providers = Set.copyOf(providers);
    policies = Set.copyOf(policies);
  }

  void requireProvider(String pointer, String name) {
    require(pointer, name, providers, "provider");
  }

  void requirePolicy(String pointer, String name) {
    require(pointer, name, policies, "policy");
  }

  private static void require(String pointer, String name, Set<String> known, String what) {
    if (!known.contains(name)) {
      String remedy = Suggestions.remedy(name, known.stream().sorted().toList());
      throw Refusals.wrongField(pointer, "unknown " + what + " \"" + name + "\"; " + remedy);
    }
  }
}
