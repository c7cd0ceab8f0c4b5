package io.routerly.pipeline;

import io.routerly.dispatch.WatchedStream;
import io.routerly.log.LogMark;
import io.routerly.upstream.CancelSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's end of a stream, into which signs of life may be put between two events.
 *
 * <p>The owner thread writes, a writer of {@link KeepAlive} puts signs in, and never both at once.
 * Closing it waits for a sign that is on its way, and lets no other follow.
 */
final class ClientStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClientStream.class);

  private final OutputStream client;
  private final byte[] signOfLife;
  private final CancelSignal cancel;
  private final KeepAlive keepAlive;
  private final Runnable lifeSign;
  private final ReentrantLock lock = new ReentrantLock();

  /** Counts what was sent; written under the lock. */
  private volatile int sent;

  /** Whether a sign of life may follow what was sent last; under the lock. */
  private boolean interruptible;

  /** Whether a sign is to be sent and was not yet. */
  private volatile boolean due;

  // Only the thread that looks uses these two.
  private int sentAtLook;
  private int silentLooks;

  /**
   * @param signOfLife what the client's protocol allows between two events; empty: nothing
   * @param cancel is told when a sign of life shows that the client has left
   */
  ClientStream(OutputStream client, byte[] signOfLife, CancelSignal cancel, KeepAlive keepAlive) {
    this.client = client;
    this.signOfLife = signOfLife;
    this.cancel = cancel;
    this.keepAlive = keepAlive;
    this.lifeSign = LogMark.carriedBy(this::writeSignOfLife);
    if (signOfLife.length > 0) {
      keepAlive.add(this);
    }
  }

  /** Sends what {@code stream} has ready. */
  void send(WatchedStream stream) throws IOException {
    lock.lock();
    try {
      begin();
      stream.writePiece(client);
      client.flush();
      interruptible = stream.atBoundary() && !stream.sawLast() && !stream.sawFailure();
    } finally {
      lock.unlock();
    }
  }

  /** Sends the event after which there is none. */
  void sendLast(byte[] event) throws IOException {
    lock.lock();
    try {
      begin();
      client.write(event);
      client.flush();
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    interruptible = false; // if the write fails, it stays so
    int next = sent + 1;
    sent = next;
  }

  /** Counts a look, and returns whether enough of them have seen nothing sent in between. */
  boolean isDueAfterLook() {
    int now = sent;
    silentLooks = now == sentAtLook ? silentLooks + 1 : 0;
    sentAtLook = now;
    if (due || silentLooks < KeepAlive.SILENT_LOOKS) {
      return false;
    }
    silentLooks = 0;
    due = true;
    return true;
  }

  /**
   * Sends a sign of life, unless the owner is just writing or it would stand in the wrong place.
   */
  void sendSignOfLife() {
    lifeSign.run();
  }

  private void writeSignOfLife() {
    if (lock.tryLock()) {
      try {
        if (interruptible) {
          client.write(signOfLife);
          client.flush();
        }
      } catch (IOException | RuntimeException e) {
        LOG.debug("A client left while its provider was silent", e);
        interruptible = false;
        cancel.cancel();
      } finally {
        lock.unlock();
      }
    }
    due = false;
  }

  @Override
  public void close() {
    keepAlive.remove(this);
    lock.lock();
    try {
      interruptible = false;
    } finally {
      lock.unlock();
    }
  }
}
