package io.routerly.store.file;

import io.routerly.domain.CallStatus;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.WireName;
import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import io.routerly.store.UsageFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells whether a record matches, reading no more of it than that takes. */
final class RecordFilter {
  private final List<Field> wanted = new ArrayList<>();
  private final UsageFilter query;
  private final long firstSecond;
  private final long lastSecond;

  /** A field that is to have one of some values. */
  private record Field(String name, Predicate<String> values) {}

  RecordFilter(UsageFilter query) {
    this.query = query;
    this.firstSecond = query.from().map(Instant::getEpochSecond).orElse(Long.MIN_VALUE);
    this.lastSecond = query.to().map(Instant::getEpochSecond).orElse(Long.MAX_VALUE);
    query.projectIds().ifPresent(ids -> want("projectId", ids::contains));
    query.modelId().ifPresent(id -> want("modelId", id::equals));
    query.tokenId().ifPresent(id -> want("tokenId", id::equals));
    query
        .status()
        .filter(status -> status != CallStatus.ERROR) // What is not known is read as an error.
        .map(WireName::wireName)
        .ifPresent(status -> want("status", status::equals));
  }

  private void want(String name, Predicate<String> values) {
    wanted.add(new Field(name, values));
  }

  /** Returns whether every record of a stretch of time matches. */
  boolean includes(LedgerPart.Span span) {
    return wanted.isEmpty()
        && query.status().isEmpty()
        && query.from().filter(from -> span.firstSecond() <= from.getEpochSecond()).isEmpty()
        && query.to().filter(to -> span.lastSecond() >= to.getEpochSecond()).isEmpty();
  }

  /** Returns whether a stretch of time lies within the wanted time as a whole. */
  boolean includesTime(LedgerPart.Span span) {
    return span.firstSecond() > firstSecond && span.lastSecond() < lastSecond;
  }

  /** Returns the record between two indexes if it matches. */
  Optional<UsageRecord> match(byte[] text, int from, int to) {
    return mayBeInTime(RecordTime.second(text, from, to))
        ? matchAtAnyTime(text, from, to)
        : Optional.empty();
  }

  /** Does the same, without a look at the time before all else. */
  Optional<UsageRecord> matchAtAnyTime(byte[] text, int from, int to) {
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
        int field = wantedField(cursor);
        if (field < 0) {
          cursor.skip();
        } else if (!wanted.get(field).values().test(cursor.readString())) {
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

  /** To the second; the record that is decoded then is compared exactly. */
  private boolean mayBeInTime(long second) {
    return second >= firstSecond && second <= lastSecond;
  }

  /** Returns the place in the list of the field just met, or -1; makes no text of its name. */
  private int wantedField(JsonCursor cursor) {
    for (int i = 0; i < wanted.size(); i++) {
      if (cursor.nameIs(wanted.get(i).name())) {
        return i;
      }
    }
    return -1;
  }
}
