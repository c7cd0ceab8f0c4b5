package io.routerly.api.management;

import io.routerly.auth.SessionInfo;
import java.time.Instant;
import java.util.Optional;

/**
 * What people see of an open session.
 *
 * @param id {@code ses_…}, by which it can be ended
 * @param startedAt when the person signed in
 * @param refreshedAt when it was last refreshed
 * @param endsAt when it ends unless it is refreshed before
 * @param address network address from which the person signed in
 * @param userAgent what the client called itself
 * @param current whether the request was made in it
 */
public record SessionView(
    String id,
    Instant startedAt,
    Instant refreshedAt,
    Instant endsAt,
    Optional<String> address,
    Optional<String> userAgent,
    boolean current) {
  /**
   * Returns what is shown of a session.
   *
   * @param handle of the session that the request was made in
   */
  public static SessionView of(SessionInfo session, Optional<String> handle) {
    return new SessionView(
        session.handle(),
        session.startedAt(),
        session.refreshedAt(),
        session.endsAt(),
        session.origin().address(),
        session.origin().userAgent(),
        handle.equals(Optional.of(session.handle())));
  }
}
