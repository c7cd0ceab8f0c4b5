package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.json.JsonTrees;
import io.routerly.wire.JsonText;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes the events of a stream and counts them. One owner thread. */
final class EventLines {
  private static final byte[] END = "}\n\n".getBytes(UTF_8);

  private @Nullable ByteArrayOutputStream target;
  private long sequenceNumber;

  /**
   * What events have in common that tell of the pieces of one text: most of a stream differs in
   * such a piece and its number only.
   */
  static final class Pieces {
    private final byte[] head;
    private final byte[] before;
    private final byte[] after;

    /**
     * @param before the fields before that of the piece, as JSON
     * @param field the name of the piece
     * @param after the fields behind it, each with a comma before it
     */
    Pieces(String type, String before, String field, String after) {
      this.head = head(type).getBytes(UTF_8);
      this.before = ("," + before + ",\"" + field + "\":").getBytes(UTF_8);
      this.after = (after + "}\n\n").getBytes(UTF_8);
    }
  }

  /** Says where the next events go; they go nowhere before. */
  void to(ByteArrayOutputStream next) {
    target = next;
  }

  private static String head(String type) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":";
  }

  /**
   * Tells an event.
   *
   * @param fields its own fields as JSON, without braces
   */
  void tell(String type, String fields) {
    long number = sequenceNumber++;
    if (target != null) {
      target.writeBytes((head(type) + number + "," + fields + "}\n\n").getBytes(UTF_8));
    }
  }

  /**
   * Tells an event.
   *
   * @param fields its first fields as JSON, each with a comma behind it
   * @param last the name of its last field
   * @param tree the value of that
   */
  void tell(String type, String fields, String last, JsonValue tree) {
    long number = sequenceNumber++;
    if (target != null) {
      target.writeBytes((head(type) + number + "," + fields + "\"" + last + "\":").getBytes(UTF_8));
      target.writeBytes(JsonTrees.bytes(tree));
      target.writeBytes(END);
    }
  }

  /** Tells the next piece of a text. */
  void tell(Pieces pieces, String piece) {
    long number = sequenceNumber++;
    if (target != null) {
      target.writeBytes(pieces.head);
      target.writeBytes(Long.toString(number).getBytes(UTF_8));
      target.writeBytes(pieces.before);
      target.writeBytes(JsonText.quote(piece).getBytes(UTF_8));
      target.writeBytes(pieces.after);
    }
  }

  /** Returns the number that the next event has. */
  long next() {
    return sequenceNumber;
  }
}
