package io.routerly.store;

import io.routerly.domain.CallStatus;
import io.routerly.domain.UsageRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which usage records are meant.
 *
 * @param from earliest timestamp, inclusive
 * @param to latest timestamp, exclusive
 * @param projectIds only records of these projects; absent: of all
 * @param modelId only records of this model
 * @param tokenId only records of this token
 * @param status only records that ended so
 */
public record UsageFilter(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Set<String>> projectIds,
    Optional<String> modelId,
    Optional<String> tokenId,
    Optional<CallStatus> status) {
  /** All records there are. */
  public static final UsageFilter ALL =
      new UsageFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public UsageFilter {
    projectIds = projectIds.map(Set::copyOf);
  }

  /** Returns this for another stretch of time. */
  public UsageFilter between(Instant from, Instant to) {
    return new UsageFilter(
        Optional.of(from), Optional.of(to), projectIds, modelId, tokenId, status);
  }

  /** Returns whether a record is meant. */
  public boolean matches(UsageRecord record) {
    return !isBefore(record.timestamp())
        && !isAfter(record.timestamp())
        && matches(HourlyUsage.Key.of(record));
  }

  /** Returns whether records of a kind are meant, at whatever time. */
  public boolean matches(HourlyUsage.Key key) {
    return (projectIds.isEmpty() || projectIds.get().contains(key.projectId()))
        && (modelId.isEmpty() || modelId.get().equals(key.modelId()))
        && (tokenId.isEmpty() || tokenId.get().equals(key.tokenId()))
        && (status.isEmpty() || status.get() == key.status());
  }

  private boolean isBefore(Instant time) {
    return from.isPresent() && time.isBefore(from.get());
  }

  private boolean isAfter(Instant time) {
    return to.isPresent() && !time.isBefore(to.get());
  }
}
