package io.routerly.routing.policy;

import io.routerly.domain.PolicySpec;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingPolicy;
import java.util.Set;

/** Makes the policies that rate by turns, and keeps the turns for all of them. */
final class RoundRobinFactory implements PolicyFactory {
  private static final String TYPE = "round-robin";

  private final ProjectTurns turns = new ProjectTurns();
  private final PolicyFactory plain =
      PolicyFactory.withoutSettings(TYPE, () -> new RoundRobinPolicy(turns));

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public RoutingPolicy create(PolicySpec spec) {
    return plain.create(spec);
  }

  @Override
  public void keepOnly(Set<String> projectIds, Set<String> modelIds) {
    turns.keepOnly(projectIds, modelIds);
  }
}
