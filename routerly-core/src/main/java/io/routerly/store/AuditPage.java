package io.routerly.store;

import io.routerly.domain.AuditEntry;
import java.util.List;

/**
 * Some of the audit log.
 *
 * @param entries newest first
 * @param total how many match in all
 */
public record AuditPage(List<AuditEntry> entries, long total) {
  public AuditPage {
    entries = List.copyOf(entries);
  }
}
