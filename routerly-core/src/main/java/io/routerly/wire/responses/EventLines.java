package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes the events of a stream and counts them. One owner thread. */
final class EventLines {
  private @Nullable ByteArrayOutputStream target;
  private long sequenceNumber;

  /** Says where the next events go; they go nowhere before. */
  void to(ByteArrayOutputStream next) {
    target = next;
  }

  /**
   * Tells an event.
   *
   * @param fields its own fields as JSON, without braces
   */
  void tell(String type, String fields) {
    long number = sequenceNumber++;
    if (target != null) {
      String head = "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":";
      target.writeBytes((head + number + "," + fields + "}\n\n").getBytes(UTF_8));
    }
  }

  /** Returns the number that the next event has. */
  long next() {
    return sequenceNumber;
  }
}
