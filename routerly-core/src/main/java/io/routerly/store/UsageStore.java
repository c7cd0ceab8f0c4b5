package io.routerly.store;

import io.routerly.domain.UsageRecord;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the usage ledger, to which records are only ever added.
 *
 * <p>Thread-safe. Appending takes the same time whatever the length of the ledger.
 */
public interface UsageStore extends AutoCloseable {
  /**
   * Writes the record; when this returns, the record survives the end of the process.
   *
   * <p>It survives the end of the machine at most 200 ms later.
   *
   * @throws io.routerly.error.GatewayException {@code usage_store_unavailable} when it cannot be
   *     written
   */
  void append(UsageRecord record);

  /** Returns the newest records that match. */
  UsagePage find(UsageQuery query);

  /** Returns the record of that id. */
  Optional<UsageRecord> get(String id);

  /**
   * Returns everything that was appended up to now; what is appended later is not in it. Takes the
   * same time whatever the length of the ledger.
   */
  UsageSnapshot snapshot();

  /** Returns what is wrong with the ledger at present. */
  List<ConfigProblem> problems();

  /** Returns whether records can be written at present. */
  boolean isHealthy();

  @Override
  void close();
}
