package io.routerly.health;

import java.time.Duration;

/**
 * Until when a key is left alone, and whether it is tried out after that. Immutable.
 *
 * @param setAt when the latest refusal came that counts, in nanoseconds of a clock
 * @param until in nanoseconds of the clock
 * @param told whether the provider said so
 * @param why for which kind of refusal
 * @param inARow number of such refusals in a row
 * @param triedUntil until when an attempt has the key to itself, to try it out, in nanoseconds of
 *     the clock; not after {@code until} while none does
 */
record Rest(long setAt, long until, boolean told, Guess why, int inARow, long triedUntil) {
  /** An attempt that tries a key out and says nothing for so long keeps no other one away. */
  static final Duration LONGEST_TRIAL = Duration.ofSeconds(30);

  Rest(long setAt, long until, boolean told, Guess why, int inARow) {
    this(setAt, until, told, why, inARow, until);
  }

  /** Returns this with an attempt that begins to try the key out at that time. */
  Rest triedFrom(long now) {
    return new Rest(setAt, until, told, why, inARow, now + LONGEST_TRIAL.toNanos());
  }

  /** Returns this without any attempt that tries the key out. */
  Rest notTried() {
    return new Rest(setAt, until, told, why, inARow);
  }

  /** How long a provider is left alone that does not say how long. */
  enum Guess {
    TOO_MANY_CALLS(Duration.ofSeconds(1), Duration.ofMinutes(1)),
    KEY_REFUSED(Duration.ofMinutes(1), Duration.ofMinutes(10));

    private static final int MOST_DOUBLINGS = 6;

    private final Duration first;
    private final Duration longest;

    Guess(Duration first, Duration longest) {
      this.first = first;
      this.longest = longest;
    }

    Duration after(int inARow) {
      Duration doubled = first.multipliedBy(1L << Math.min(inARow - 1, MOST_DOUBLINGS));
      return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
  }
}
