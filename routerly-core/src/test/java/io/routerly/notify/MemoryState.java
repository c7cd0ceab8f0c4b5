package io.routerly.notify;

import io.routerly.store.SmallState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** State that outlives what uses it, and refuses to be written where the test says so. */
final class MemoryState implements SmallState {
  private byte @Nullable [] content;
  boolean broken;

  void put(String text) {
    content = text.getBytes(StandardCharsets.UTF_8);
  }

  String text() {
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }

  @Override
  public Optional<byte[]> read() {
    return Optional.ofNullable(content);
  }

  @Override
  public void write(byte[] written) throws IOException {
    if (broken) {
      throw new IOException("No space left on device");
    }
    content = written;
  }
}
