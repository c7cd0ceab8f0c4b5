package io.routerly.routing;

import io.routerly.domain.PolicySpec;

/** Makes the policies of one type. The built-in factories are listed in {@code bootstrap}. */
public interface PolicyFactory {
  /** Returns the name of the type in configuration, such as {@code random}; never changes. */
  String type();

  /**
   * Returns a policy with the settings of {@code spec}.
   *
   * @throws io.routerly.domain.InvalidFieldException if a setting is unknown or impossible
   */
  RoutingPolicy create(PolicySpec spec);
}
