package io.routerly.store.file;

import io.routerly.domain.AuditEntry;
import io.routerly.store.AuditFilter;
import io.routerly.store.AuditPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks through the files of the audit log, newest first, and keeps one page of what matches. */
final class AuditSearch {
  private final AuditFilter filter;
  private final int offset;
  private final int limit;
  private final List<AuditEntry> found = new ArrayList<>();
  private long total;

  AuditSearch(AuditFilter filter, int offset, int limit) {
    this.filter = filter;
    this.offset = offset;
    this.limit = limit;
  }

  void in(byte[] text) {
    new AuditLines(text).backwards(this::look);
  }

  private void look(AuditLines lines, int from, int to) {
    boolean wanted = total >= offset && total - offset < limit;
    if (filter.equals(AuditFilter.ALL) && !wanted) {
      total++;
      return;
    }
    if (!lines.mayMatch(filter, from, to)) {
      return;
    }
    Optional<AuditEntry> entry = lines.entry(from, to).filter(filter::keeps);
    if (entry.isPresent()) {
      if (wanted) {
        found.add(entry.get());
      }
      total++;
    }
  }

  AuditPage page() {
    return new AuditPage(found, total);
  }
}
