package io.routerly.store;

import io.routerly.domain.AuditEntry;
import java.util.List;

/**
 * Keeps the audit log. Entries are added and never changed.
 *
 * <p>Thread-safe.
 */
public interface AuditStore {
  /**
   * Adds entries in their order. When this returns, they survive a crash.
   *
   * @throws io.routerly.error.GatewayException {@code store_unavailable} when they cannot be
   *     written; then none of them was
   */
  void append(List<AuditEntry> entries);

  /**
   * Returns entries that match, newest first.
   *
   * @param offset how many to pass over
   * @param limit how many to return at most
   * @throws io.routerly.error.GatewayException {@code store_unavailable} when the log cannot be
   *     read
   */
  AuditPage read(AuditFilter filter, int offset, int limit);
}
