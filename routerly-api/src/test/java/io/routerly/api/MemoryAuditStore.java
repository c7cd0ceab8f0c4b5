package io.routerly.api;

import io.routerly.domain.AuditEntry;
import io.routerly.store.AuditFilter;
import io.routerly.store.AuditPage;
import io.routerly.store.AuditStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An audit log that lives in memory alone. */
final class MemoryAuditStore implements AuditStore {
  private final List<AuditEntry> entries = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void append(List<AuditEntry> added) {
    entries.addAll(added);
  }

  @Override
  public AuditPage read(AuditFilter filter, int offset, int limit) {
    List<AuditEntry> found = new ArrayList<>(entries.stream().filter(filter::keeps).toList());
    Collections.reverse(found);
    return new AuditPage(found.stream().skip(offset).limit(limit).toList(), found.size());
  }
}
