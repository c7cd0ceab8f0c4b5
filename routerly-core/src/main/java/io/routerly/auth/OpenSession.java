package io.routerly.auth;

import java.time.Duration;
import java.time.Instant;

/**
 * A session that has not ended.
 *
 * @param handle {@code ses_…}, by which it is shown and ended; no credential is made of it
 * @param userId whose it is
 * @param passwordHash digest of the stored password hash with which it began
 * @param refresh digest of the one refresh token that is good
 * @param startedAt when the person signed in
 * @param refreshedAt when the refresh token was made
 * @param origin from where the person signed in
 */
record OpenSession(
    String handle,
    String userId,
    Digest passwordHash,
    Digest refresh,
    Instant startedAt,
    Instant refreshedAt,
    SessionOrigin origin) {
  private static final Duration IDLE = Duration.ofDays(7);
  private static final Duration WHOLE = Duration.ofDays(30);

  /** Returns when it ends unless it is refreshed before. */
  Instant endsAt() {
    Instant idle = refreshedAt.plus(IDLE);
    Instant whole = startedAt.plus(WHOLE);
    return idle.isBefore(whole) ? idle : whole;
  }

  SessionInfo info() {
    return new SessionInfo(handle, startedAt, refreshedAt, endsAt(), origin);
  }

  /** Returns whether it is too old to be refreshed. */
  boolean isOver(Instant now) {
    return !now.isBefore(endsAt());
  }

  /** Returns this with the next refresh token. */
  OpenSession next(Digest nextRefresh, Instant now) {
    return new OpenSession(handle, userId, passwordHash, nextRefresh, startedAt, now, origin);
  }
}
