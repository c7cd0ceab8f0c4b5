package io.routerly.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Does some steps more and then none, or only half of one. */
final class StoppingDisk extends DiskOps {
  final AtomicInteger stepsLeft = new AtomicInteger(Integer.MAX_VALUE);
  volatile boolean crashes;
  volatile boolean failsOnce;

  @Override
  void write(Path file, byte[] content) throws IOException {
    if (stepsLeft.get() <= 0) {
      super.write(file, Arrays.copyOf(content, content.length / 2));
    }
    step();
    super.write(file, content);
  }

  @Override
  LedgerFile open(Path file) throws IOException {
    step();
    return super.open(file);
  }

  @Override
  void move(Path from, Path to) throws IOException {
    step();
    super.move(from, to);
  }

  @Override
  void syncFolder(Path path) throws IOException {
    step();
    super.syncFolder(path);
  }

  private void step() throws IOException {
    if (stepsLeft.get() <= 0) {
      if (crashes) {
        throw new Crash();
      }
      if (failsOnce) {
        stepsLeft.set(Integer.MAX_VALUE);
      }
      throw new IOException("input/output error");
    }
    stepsLeft.decrementAndGet();
  }

  /** The process would have ended here. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
