package io.routerly.routing;

import java.time.Duration;
import java.util.Optional;

/** What one policy says of one candidate. */
public sealed interface Verdict {
  /**
   * A rating.
   *
   * @param value from 0 (worst) to 1 (best)
   */
  record Score(double value) implements Verdict {
    public Score {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("a score must be from 0 to 1, not " + value);
      }
    }
  }

  /**
   * A rating of a model that has failed and may be tried out, by one call at a time.
   *
   * @param value from 0 (worst) to 1 (best)
   */
  record Trial(double value) implements Verdict {
    public Trial {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("a score must be from 0 to 1, not " + value);
      }
    }
  }

  /**
   * Says nothing of the candidate, as of all others.
   *
   * @param reason why, as a sentence for people
   */
  record Abstain(String reason) implements Verdict {}

  /**
   * Takes the candidate out, whatever other policies say.
   *
   * @param reason why, as a sentence for people
   * @param passesIn when it will not be so any more, if that is known
   */
  record Exclude(String reason, Optional<Duration> passesIn) implements Verdict {
    /** Takes it out until nobody knows when. */
    public Exclude(String reason) {
      this(reason, Optional.empty());
    }
  }

  /**
   * Takes the candidate out as long as another is left: where all others fail it is tried out, by
   * one call at a time.
   *
   * @param reason why, as a sentence for people
   */
  record LastResort(String reason) implements Verdict {}
}
