package io.routerly.routing;

import java.time.Duration;
import java.util.Optional;

/**
 * A model that was left out of a ranking.
 *
 * @param modelId the model
 * @param by the name of the policy, or of the check, that left it out
 * @param reason why, as a sentence
 * @param passesIn when it will not be so any more, as far as that was known; not kept with traces
 */
public record Exclusion(String modelId, String by, String reason, Optional<Duration> passesIn) {
  /** A model that was left out until nobody knows when. */
  public Exclusion(String modelId, String by, String reason) {
    this(modelId, by, reason, Optional.empty());
  }
}
