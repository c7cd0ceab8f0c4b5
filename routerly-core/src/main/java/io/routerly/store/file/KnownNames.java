package io.routerly.store.file;

import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The built-ins that configuration may refer to; any other is an error.
 *
 * @param providers names such as {@code openai}
 * @param policies names such as {@code cheapest}
 * @param policyCheck throws {@link io.routerly.domain.InvalidFieldException} if a policy of a known
 *     name has settings that it cannot have
 * @param policyWarnings returns what keeps a policy of a known name with possible settings from
 *     having its effect, given the configured models by their ids
 * @param channelCheck returns what is wrong with notification channels, by a JSON pointer below
 *     their list
 */
public record KnownNames(
    Set<String> providers,
    Set<String> policies,
    Consumer<PolicySpec> policyCheck,
    BiFunction<PolicySpec, Function<String, Optional<Model>>, List<String>> policyWarnings,
    Function<List<JsonObject>, Map<String, String>> channelCheck) {
  public KnownNames {
    providers = Set.copyOf(providers);
    policies = Set.copyOf(policies);
  }

  /** The built-ins of which no policy has any warnings, and with channels of any kind. */
  public KnownNames(Set<String> providers, Set<String> policies, Consumer<PolicySpec> policyCheck) {
    this(providers, policies, policyCheck, (spec, models) -> List.of(), channels -> Map.of());
  }
}
