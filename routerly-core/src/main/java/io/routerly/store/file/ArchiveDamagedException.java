package io.routerly.store.file;

import java.io.IOException;

/** Says which archive of the ledger cannot be read, where it is damaged, and what to do. */
final class ArchiveDamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  ArchiveDamagedException(String message) {
    super(message);
  }
}
