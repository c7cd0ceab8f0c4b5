package io.routerly.store.file;

import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An id to look for in records, most of which need no more than a look at their first bytes. */
final class RecordId {
  private static final byte[] USUAL = "{\"id\":\"".getBytes(StandardCharsets.US_ASCII);

  private final String id;
  private final byte[] usual;

  RecordId(String id) {
    this.id = id;
    this.usual = ("{\"id\":\"" + id + "\"").getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether the record between two offsets has the id. */
  boolean isOf(byte[] text, int from, int to) {
    return beginsWith(text, from, to, USUAL)
        ? beginsWith(text, from, to, usual)
        : isFoundIn(text, from, to);
  }

  private static boolean beginsWith(byte[] text, int from, int to, byte[] wanted) {
    return to - from >= wanted.length
        && Arrays.equals(text, from, from + wanted.length, wanted, 0, wanted.length);
  }

  /** For records that someone else wrote, with other spaces or another order. */
  private boolean isFoundIn(byte[] text, int from, int to) {
    try {
      JsonCursor cursor = new JsonCursor(text, from, to);
      cursor.enterObject();
      while (cursor.nextField()) {
        if (cursor.nameIs("id")) {
          return cursor.readString().equals(id);
        }
        cursor.skip();
      }
      return false;
    } catch (JsonSyntaxException e) {
      return false;
    }
  }
}
