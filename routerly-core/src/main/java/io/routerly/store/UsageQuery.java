package io.routerly.store;

import io.routerly.domain.CallStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which usage records are asked for.
 *
 * @param from earliest timestamp, inclusive
 * @param to latest timestamp, exclusive
 * @param projectIds only records of these projects; absent: of all
 * @param modelId only records of this model
 * @param tokenId only records of this token
 * @param status only records that ended so
 * @param limit most records to return, from 1 to 1,000
 * @param offset how many matching records to pass over, newest first
 */
public record UsageQuery(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Set<String>> projectIds,
    Optional<String> modelId,
    Optional<String> tokenId,
    Optional<CallStatus> status,
    int limit,
    int offset) {
  public UsageQuery {
    if (limit < 1 || limit > 1000 || offset < 0) {
      throw new IllegalArgumentException("limit must be from 1 to 1000 and offset not negative");
    }
    projectIds = projectIds.map(Set::copyOf);
  }
}
