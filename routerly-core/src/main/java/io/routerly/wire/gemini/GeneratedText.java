package io.routerly.wire.gemini;

import io.routerly.json.JsonCursor;

/** Counts the characters of generated text in a content: texts, thoughts and arguments. */
final class GeneratedText {
  private final JsonCursor cursor;
  private boolean more;

  GeneratedText(JsonCursor cursor) {
    this.cursor = cursor;
  }

  /** Skips the value that stands here and returns how many generated characters it holds. */
  long count() {
    return switch (cursor.peek()) {
      case '{' -> inObject();
      case '[' -> inArray();
      default -> {
        cursor.skip();
        yield 0;
      }
    };
  }

  /** Returns whether there was something that is no text: a call or a file. */
  boolean hasMore() {
    return more;
  }

  private long inObject() {
    long sum = 0;
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("args")) {
        int from = cursor.position();
        cursor.skip();
        sum += cursor.offset() - from;
      } else if (cursor.nameIs("text") && cursor.peek() == '"') {
        sum += cursor.skipString();
      } else {
        more |= cursor.nameIs("functionCall") || cursor.nameIs("inlineData");
        sum += count();
      }
    }
    return sum;
  }

  private long inArray() {
    long sum = 0;
    cursor.enterArray();
    while (cursor.nextElement()) {
      sum += count();
    }
    return sum;
  }
}
