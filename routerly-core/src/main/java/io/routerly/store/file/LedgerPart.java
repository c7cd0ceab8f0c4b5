package io.routerly.store.file;

import java.io.IOException;

/** One file of the ledger as a snapshot knows it; what was appended to it since does not count. */
interface LedgerPart {
  /** Returns what is known of the file. */
  LedgerView view() throws IOException;

  /** Opens the file for reading. */
  LedgerFile open() throws IOException;

  /**
   * The file that is written to.
   *
   * @param volume the file
   * @param view what was known of it
   */
  record Current(LedgerVolume volume, LedgerView view) implements LedgerPart {
    @Override
    public LedgerFile open() throws IOException {
      return volume.open();
    }
  }
}
