package io.routerly.store.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses an archive. The plain file is removed only after the compressed one was read back in
 * full and is on the disk under its name; until then the plain one counts.
 */
final class ArchivePacking {
  private static final int MEMBER_BYTES = 1 << 20;

  private final DiskOps disk;

  ArchivePacking(DiskOps disk) {
    this.disk = disk;
  }

  /**
   * Compresses an archive that is whole.
   *
   * @throws IOException if it cannot be done, or the archive is not what its totals are about; they
   *     are reckoned anew then
   */
  void pack(Archive archive) throws IOException {
    LedgerView view = archive.view();
    Path plain = archive.volume().path();
    Path packed = plain.resolveSibling(archive.name().zipped());
    Path temporary = HomeLayout.temporary(packed);
    disk.create(temporary);
    try (LedgerFile from = LedgerFile.readOnly(plain);
        FileOutputStream out = new FileOutputStream(temporary.toFile())) {
      write(from, out);
      out.getFD().sync();
    }
    if (!holds(temporary, plain, view.head())) {
      archive.reckonAnew();
      throw new IOException(archive.shownAs() + " is not what its totals are about");
    }
    archive
        .volume()
        .relocate(
            packed,
            () -> {
              disk.move(temporary, packed);
              disk.syncFolder(DurableFiles.folderOf(packed));
            });
    disk.delete(plain);
    archive.store(view);
  }

  private static void write(LedgerFile from, OutputStream out) throws IOException {
    byte[] text = new byte[MEMBER_BYTES];
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      long at = 0;
      for (int count; (count = from.read(at, text, 0, text.length)) > 0; at += count) {
        out.write(member(deflater, text, count));
        requireTime();
      }
    } finally {
      deflater.end();
    }
  }

  /** When the service stops, the home may be another process's soon. */
  private static void requireTime() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("the service is stopping");
    }
  }

  private static byte[] member(Deflater deflater, byte[] text, int count) {
    CRC32 crc = new CRC32();
    crc.update(text, 0, count);
    deflater.reset();
    deflater.setInput(text, 0, count);
    deflater.finish();
    byte[] packed = new byte[count + count / 100 + 1024];
    int bytes = deflater.deflate(packed);
    int whole = GzipLedger.HEADER_BYTES + bytes + GzipLedger.TRAILER_BYTES;
    return ByteBuffer.allocate(whole)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(GzipLedger.header(whole))
        .put(packed, 0, bytes)
        .putInt((int) crc.getValue())
        .putInt(count)
        .array();
  }

  /** Returns whether a compressed file, read back, is what is known of the plain one. */
  private static boolean holds(Path packed, Path plain, LedgerView.Head head) throws IOException {
    CRC32 digest = new CRC32();
    byte[] text = new byte[MEMBER_BYTES];
    try (LedgerFile file = new GzipLedger(packed)) {
      for (long at = 0; at < head.end(); ) {
        int wanted = (int) Math.min(text.length, head.end() - at);
        int count = file.read(at, text, 0, wanted);
        if (count == 0) {
          return false;
        }
        digest.update(text, 0, count);
        at += count;
        requireTime();
      }
      return digest.getValue() == head.crc32() && file.length() == Files.size(plain);
    }
  }
}
