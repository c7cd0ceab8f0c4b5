package io.routerly.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What the client sends, read ahead by a thread of its own.
 *
 * <p>Reading ahead is how a silent server learns at once that its client has closed, and why
 * closing our end later sends a clean FIN: the kernel resets a connection that is closed with
 * unread bytes.
 */
final class ClientInput extends InputStream {
  private static final byte[] END = new byte[0];

  private final LinkedBlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
  private byte[] piece = END;
  private int position;
  private boolean ended;

  /**
   * Reads until the connection ends in one way or another, which may have been before; runs on the
   * reading thread.
   */
  void readAhead(Socket client) {
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream source = client.getInputStream();
      for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
        pieces.add(Arrays.copyOf(buffer, count));
      }
    } catch (IOException e) {
      // A reset ends the input like a close does.
    } finally {
      pieces.add(END);
    }
  }

  @Override
  public int read() throws IOException {
    return fill() ? piece[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (!ended && position == piece.length) {
      piece = next();
      position = 0;
      ended = piece == END;
    }
    return !ended;
  }

  private byte[] next() throws IOException {
    try {
      return pieces.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while reading a request", e);
    }
  }
}
