package io.routerly.store.file;

import io.routerly.domain.CallStatus;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.WireName;
import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import io.routerly.store.UsageFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells whether a record matches, reading no more of it than that takes. */
final class RecordFilter {
  private final Map<String, Predicate<String>> wanted = new HashMap<>();
  private final UsageFilter query;

  RecordFilter(UsageFilter query) {
    this.query = query;
    query.projectIds().ifPresent(ids -> wanted.put("projectId", ids::contains));
    query.modelId().ifPresent(id -> wanted.put("modelId", id::equals));
    query.tokenId().ifPresent(id -> wanted.put("tokenId", id::equals));
    query
        .status()
        .filter(status -> status != CallStatus.ERROR) // What is not known is read as an error.
        .map(WireName::wireName)
        .ifPresent(status -> wanted.put("status", status::equals));
    if (query.from().isPresent() || query.to().isPresent()) {
      wanted.put("timestamp", this::isInTime);
    }
  }

  /** Returns whether every record of a stretch of time matches. */
  boolean includes(LedgerPart.Span span) {
    boolean onlyTime = wanted.size() == (wanted.containsKey("timestamp") ? 1 : 0);
    return onlyTime
        && query.status().isEmpty()
        && query.from().filter(from -> span.firstSecond() <= from.getEpochSecond()).isEmpty()
        && query.to().filter(to -> span.lastSecond() >= to.getEpochSecond()).isEmpty();
  }

  /** Returns the record between two indexes if it matches. */
  Optional<UsageRecord> match(byte[] text, int from, int to) {
    return matches(text, from, to)
        ? RecordDecoder.decode(text, from, to).filter(query::matches)
        : Optional.empty();
  }

  private boolean matches(byte[] text, int from, int to) {
    int left = wanted.size();
    try {
      JsonCursor cursor = new JsonCursor(text, from, to);
      cursor.enterObject();
      while (left > 0 && cursor.nextField()) {
        Predicate<String> predicate = wanted.get(cursor.name());
        if (predicate == null) {
          cursor.skip();
        } else if (!predicate.test(cursor.readString())) {
          return false;
        } else {
          left--;
        }
      }
      return left == 0;
    } catch (JsonSyntaxException e) {
      return false;
    }
  }

  private boolean isInTime(String timestamp) {
    try {
      Instant time = OffsetDateTime.parse(timestamp).toInstant();
      return query.from().filter(time::isBefore).isEmpty()
          && query.to().filter(end -> !time.isBefore(end)).isEmpty();
    } catch (DateTimeException e) {
      return false;
    }
  }
}
