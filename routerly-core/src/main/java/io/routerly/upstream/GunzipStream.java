package io.routerly.upstream;

import static io.routerly.error.ErrorCode.PROVIDER_BAD_RESPONSE;
import static io.routerly.error.ErrorCode.PROVIDER_INTERRUPTED;

import io.routerly.error.GatewayException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks a body while it comes in; begins with the first read, which alone may wait. */
final class GunzipStream extends InputStream {
  private final InputStream packed;
  private @Nullable GZIPInputStream unpacked;

  GunzipStream(InputStream packed) {
    this.packed = packed;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    try {
      GZIPInputStream source = unpacked == null ? new GZIPInputStream(packed, 4096) : unpacked;
      unpacked = source;
      int count = source.read(target, offset, length);
      if (count < 0 && packed.read() >= 0) {
        throw new GatewayException(
            PROVIDER_BAD_RESPONSE, "The provider's packed answer goes on after its end.");
      }
      return count;
    } catch (EOFException e) {
      throw new GatewayException(
          PROVIDER_INTERRUPTED, "The provider's packed answer ends early.", e);
    } catch (IOException e) {
      throw new GatewayException(
          PROVIDER_BAD_RESPONSE, "The provider's packed answer is damaged.", e);
    }
  }

  @Override
  public void close() {
    try {
      if (unpacked == null) {
        packed.close();
      } else {
        unpacked.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("Neither stream throws this", e);
    }
  }
}
