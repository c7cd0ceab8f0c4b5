package io.routerly.store.file;

import io.routerly.store.file.LedgerOpening.Opened;
import java.io.IOException;
import java.util.ArrayList;

/** Ledgers for tests. */
final class Ledgers {
  private Ledgers() {}

  static LedgerCheckpoint checkpoint(HomeLayout layout) {
    return new LedgerCheckpoint(layout, new DiskOps());
  }

  static LedgerOpening opening(HomeLayout layout) {
    return new LedgerOpening(
        layout, new DiskOps(), Homes.CLOCK, new ArrayList<>(), checkpoint(layout));
  }

  /** Opens a store on a file that does as a test wants. */
  static FileUsageStore onFile(HomeLayout layout, LedgerFile file) throws IOException {
    LedgerContents contents = LedgerContents.none();
    new LedgerScan(file, contents::found).run();
    return new FileUsageStore(
        layout, new DiskOps(), Homes.CLOCK, checkpoint(layout), new Opened(file, contents));
  }
}
