package io.routerly.store.file;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

/**
 * Tells up to when records are too old to be kept.
 *
 * <p>What is removed never comes back, so the clock alone is not believed: one that is wrong by
 * years for a moment would make all records too old. The ledger has to agree, by a record so much
 * newer, and that one has to be of a day before yesterday, which a clock that just went wrong has
 * not seen.
 */
final class Retention {
  private static final long SECONDS_OF_DAY = 86_400;

  /** So that a whole day lies between a record that is believed and the present. */
  private static final int DAYS_HELD = 2;

  private Retention() {}

  /** Returns the second of the epoch that lies so many months back. */
  static long before(Instant time, int months) {
    return time.atOffset(ZoneOffset.UTC).minusMonths(months).toEpochSecond();
  }

  /**
   * Returns the newest time that clock and ledger agree on; the epoch if there is none. Archives
   * that cannot be read are passed over.
   *
   * @param parts all files of the ledger
   */
  static Instant agreedTime(List<LedgerPart> parts, Instant now) throws IOException {
    long limit = Math.floorDiv(now.getEpochSecond(), SECONDS_OF_DAY) - DAYS_HELD;
    long newest = 0;
    for (LedgerPart part : parts) {
      newest = Math.max(newest, newest(part, limit).orElse(0));
    }
    return Instant.EPOCH.plus(Duration.ofDays(newest));
  }

  private static OptionalLong newest(LedgerPart part, long limit) throws IOException {
    try {
      return part.days().newestUpTo(limit);
    } catch (ArchiveDamagedException e) {
      return OptionalLong.empty(); // It was told of when it was found.
    }
  }
}
