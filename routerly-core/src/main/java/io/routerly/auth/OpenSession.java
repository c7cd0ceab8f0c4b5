package io.routerly.auth;

import java.time.Duration;
import java.time.Instant;

/**
 * A session that has not ended.
 *
 * @param userId whose it is
 * @param passwordHash digest of the stored password hash with which it began
 * @param refresh digest of the one refresh token that is good
 * @param startedAt when the person signed in
 * @param refreshedAt when the refresh token was made
 */
record OpenSession(
    String userId, Digest passwordHash, Digest refresh, Instant startedAt, Instant refreshedAt) {
  private static final Duration IDLE = Duration.ofDays(7);
  private static final Duration WHOLE = Duration.ofDays(30);

  /** Returns whether it is too old to be refreshed. */
  boolean isOver(Instant now) {
    return !now.isBefore(refreshedAt.plus(IDLE)) || !now.isBefore(startedAt.plus(WHOLE));
  }

  /** Returns this with the next refresh token. */
  OpenSession next(Digest nextRefresh, Instant now) {
    return new OpenSession(userId, passwordHash, nextRefresh, startedAt, now);
  }
}
