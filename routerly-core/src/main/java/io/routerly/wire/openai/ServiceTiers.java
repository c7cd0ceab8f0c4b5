package io.routerly.wire.openai;

import java.util.Optional;
import java.util.Set;

/** Knows the lanes of OpenAI's APIs, and of those that speak its formats. */
public final class ServiceTiers {
  private static final Set<String> KNOWN =
      Set.of("auto", "default", "flex", "priority", "scale", "on_demand", "performance");

  private ServiceTiers() {}

  /** Returns the lane to ask a provider for, in whatever format it was named; empty: none. */
  public static Optional<String> toAskFor(String tier) {
    return Optional.of(told(tier)).filter(KNOWN::contains);
  }

  /**
   * Returns the word by which a client is told of a lane. Strict clients know no other one than
   * OpenAI's for the usual lane; what is newer than this release passes.
   */
  public static String told(String tier) {
    return tier.equals("standard_only") || tier.equals("standard") ? "default" : tier;
  }
}
