package io.routerly.wire;

import io.routerly.chat.ChatEvent;
import java.io.ByteArrayOutputStream;

/**
 * Writes one streamed answer to a client as the format's own API would: the same events in the same
 * order. One owner thread.
 */
public interface EventEncoder {
  /** Adds the Server-Sent Events that tell of {@code event}, each whole; there may be none. */
  void write(ChatEvent event, ByteArrayOutputStream target);

  /** Returns bytes that mean nothing to a client and may stand between two events of its stream. */
  byte[] signOfLife();

  /** Returns the events that tell a client in mid-stream of a failure. */
  byte[] failure(String code, String message);
}
