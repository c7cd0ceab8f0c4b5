package io.routerly.auth;

import java.time.Instant;

/**
 * What may be told of an open session.
 *
 * @param handle {@code ses_…}, by which it can be ended
 * @param startedAt when the person signed in
 * @param refreshedAt when the session was last refreshed
 * @param endsAt when it ends unless it is refreshed before
 * @param origin from where the person signed in
 */
public record SessionInfo(
    String handle, Instant startedAt, Instant refreshedAt, Instant endsAt, SessionOrigin origin) {}
