package io.routerly.api.management;

import io.routerly.api.http.Refusals;
import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.PolicySpec;
import io.routerly.store.binding.Suggestions;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The built-ins that configuration may refer to.
 *
 * @param providers names such as {@code openai}
 * @param policies names such as {@code cheapest}
 * @param policyCheck throws {@link InvalidFieldException} if a policy of a known name has settings
 *     that it cannot have
 * @param policyModels returns the ids of the models that a policy of a known name names
 */
public record BuiltInNames(
    Set<String> providers,
    Set<String> policies,
    Consumer<PolicySpec> policyCheck,
    Function<PolicySpec, Set<String>> policyModels) {
  public BuiltInNames {
    providers = Set.copyOf(providers);
    policies = Set.copyOf(policies);
  }

  void requireProvider(String pointer, String name) {
    require(pointer, name, providers, "provider");
  }

  void requirePolicy(String pointer, PolicySpec policy) {
    require(pointer, policy.type(), policies, "policy");
    try {
      policyCheck.accept(policy);
    } catch (InvalidFieldException e) {
      throw Refusals.wrongField(pointer + "/" + e.field(), String.valueOf(e.getMessage()));
    }
  }

  private static void require(String pointer, String name, Set<String> known, String what) {
    if (!known.contains(name)) {
      String remedy = Suggestions.remedy(name, known.stream().sorted().toList());
      throw Refusals.wrongField(pointer, "unknown " + what + " \"" + name + "\"; " + remedy);
    }
  }
}
