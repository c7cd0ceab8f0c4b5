package io.routerly.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoint beside the ledger, {@code usage.totals.json}: what was known of the ledger up to
 * some record, so that a start need not take those records apart again.
 *
 * <p>It holds only for a file that begins with the same bytes, which their digest shows; any other
 * checkpoint is passed over, since all of it can be reckoned anew. It is written when the ledger is
 * closed, and before that whenever so much was added that reckoning it anew would take long; by how
 * much is in proportion to its own size, so that it adds little to what is written. One thread at a
 * time writes it.
 */
final class LedgerCheckpoint {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerCheckpoint.class);
  private static final int CHUNK = 4 << 20;
  private static final long MIN_BYTES_BETWEEN = 16 << 20;

  /** So many bytes are reckoned sooner than a file is written. */
  private static final long NOT_WORTH_WRITING = 64 << 10;

  private static final int SIZES_BETWEEN = 4;
  private static final long NOWHERE = -1;

  private final Path path;
  private final DiskOps disk;

  /** Up to where it was written, and at which end of the ledger it is to be written again. */
  private volatile long writtenEnd = NOWHERE;

  private volatile long dueEnd = MIN_BYTES_BETWEEN;
  private volatile boolean failing;

  LedgerCheckpoint(HomeLayout layout, DiskOps disk) {
    this.path = layout.usageTotals();
    this.disk = disk;
  }

  /** Returns what is known of a file by the checkpoint, if that fits the file. */
  Optional<Known> knownOf(LedgerFile file) throws IOException {
    beginAnew();
    Optional<LedgerView> stored = stored();
    if (stored.isEmpty() || stored.get().head().records() == 0) {
      return Optional.empty();
    }
    LedgerView view = stored.get();
    Optional<CRC32> digest = digest(file, view.head().end());
    if (digest.isEmpty() || digest.get().getValue() != view.head().crc32()) {
      LOG.info("the totals of usage.json are reckoned anew: they are those of another file");
      return Optional.empty();
    }
    writtenEnd = view.head().end();
    dueEnd = writtenEnd + MIN_BYTES_BETWEEN;
    return Optional.of(new Known(view, digest.get()));
  }

  /** What a checkpoint told, and the digest of the bytes that it is about. */
  record Known(LedgerView view, CRC32 digest) {}

  private Optional<LedgerView> stored() {
    try {
      Optional<byte[]> text = disk.read(path);
      Optional<LedgerView> view = text.flatMap(TotalsParser::parse).map(TotalsParser.Stored::view);
      if (text.isPresent() && view.isEmpty()) {
        LOG.warn("{} is damaged; the totals are reckoned anew", path.getFileName());
      }
      return view;
    } catch (IOException e) {
      LOG.warn("{} cannot be read; the totals are reckoned anew", path.getFileName(), e);
      return Optional.empty();
    }
  }

  /** Returns the digest of a file's first bytes, or empty if it has not so many. */
  private static Optional<CRC32> digest(LedgerFile file, long end) throws IOException {
    if (file.length() < end) {
      return Optional.empty();
    }
    CRC32 digest = new CRC32();
    byte[] chunk = new byte[(int) Math.min(CHUNK, end)];
    for (long at = 0; at < end; ) {
      int count = file.read(at, chunk, 0, (int) Math.min(chunk.length, end - at));
      if (count == 0) {
        return Optional.empty();
      }
      digest.update(chunk, 0, count);
      at += count;
    }
    return Optional.of(digest);
  }

  /** Returns whether much was added since it was written; {@code end} is that of the ledger. */
  boolean isDue(long end) {
    return end >= dueEnd;
  }

  /** Returns whether it tells of less than a ledger with that end, so that a start would notice. */
  boolean isBehind(long end) {
    return Math.abs(end - writtenEnd) > NOT_WORTH_WRITING;
  }

  /** Says that the ledger begins anew, so that the checkpoint tells of nothing any more. */
  void beginAnew() {
    writtenEnd = NOWHERE;
    dueEnd = MIN_BYTES_BETWEEN;
  }

  /** Writes the checkpoint; that it cannot be written is told, and does no harm. */
  void write(LedgerView view) {
    try {
      byte[] bytes = TotalsText.of(view, FileStamp.NONE).toArray();
      new DurableFiles(disk).replace(path, bytes, Optional.empty());
      writtenEnd = view.head().end();
      dueEnd = writtenEnd + Math.max(MIN_BYTES_BETWEEN, (long) SIZES_BETWEEN * bytes.length);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("{} cannot be written; the next start takes longer", path.getFileName(), e);
      }
      failing = true;
      dueEnd = view.head().end() + MIN_BYTES_BETWEEN;
    }
  }
}
