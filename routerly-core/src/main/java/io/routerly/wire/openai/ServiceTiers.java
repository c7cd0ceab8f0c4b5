package io.routerly.wire.openai;

import java.util.Optional;
import java.util.Set;

/** Knows the lanes of OpenAI's APIs, and of those that speak its formats. */
public final class ServiceTiers {
  private static final Set<String> KNOWN =
      Set.of("auto", "default", "flex", "priority", "scale", "on_demand", "performance");

  private ServiceTiers() {}

  /** Returns the word for a lane, in whatever format it was named, or empty if there is none. */
  public static Optional<String> wordFor(String tier) {
    if (tier.equals("standard_only") || tier.equals("standard")) {
      return Optional.of("default"); // Anthropic's words for the usual lane
    }
    return Optional.of(tier).filter(KNOWN::contains);
  }
}
