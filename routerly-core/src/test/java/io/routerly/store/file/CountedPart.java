package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A file of the ledger that counts what is read of it. */
final class CountedPart implements LedgerPart {
  private final Path file;
  private final LedgerView view;
  private long bytesRead;

  CountedPart(Path file, LedgerView view) {
    this.file = file;
    this.view = view;
  }

  long bytesRead() {
    return bytesRead;
  }

  @Override
  public Span span() {
    return Span.of(view.head());
  }

  @Override
  public LedgerView.Head head() {
    return view.head();
  }

  @Override
  public LedgerView view() {
    return view;
  }

  @Override
  public DailyTotals days() {
    return view.totals().days();
  }

  @Override
  public void passOver(IOException cause) throws IOException {
    throw cause;
  }

  @Override
  public Optional<ConfigProblem> problem() {
    return Optional.empty();
  }

  @Override
  public LedgerFile open() throws IOException {
    return new LedgerFile(file) {
      @Override
      int read(long position, byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(position, bytes, offset, length);
        bytesRead += count;
        return count;
      }
    };
  }
}
