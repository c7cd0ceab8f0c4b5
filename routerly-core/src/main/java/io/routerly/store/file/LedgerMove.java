package io.routerly.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The change of names by which the ledger becomes an archive and the empty one that lies ready
 * becomes the ledger. The first name is on the disk before the second changes, so that a crash
 * leaves each record in one file and in one only. Guarded by the ledger's lock.
 *
 * @param layout where the files lie
 * @param volume the ledger
 * @param disk takes the steps
 */
record LedgerMove(HomeLayout layout, LedgerVolume volume, DiskOps disk) {
  /**
   * Changes the names.
   *
   * @param target the name in the archive
   * @throws IOException if that cannot be done; the ledger has its own name again then, unless that
   *     failed, too
   */
  void run(Path target) throws IOException {
    try {
      volume.relocate(target, () -> disk.move(layout.usage(), target));
      disk.syncFolder(layout.archive());
      disk.syncFolder(layout.data());
      disk.move(layout.usageNext(), layout.usage());
    } catch (IOException e) {
      back(target, e);
      throw e;
    }
  }

  private void back(Path target, IOException failure) {
    if (Files.notExists(target)) {
      return;
    }
    try {
      volume.relocate(layout.usage(), () -> disk.move(target, layout.usage()));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
