package io.routerly.wire.openai;

import io.routerly.json.JsonCursor;

/** Counts the characters of generated text in a value, however deep they stand. */
final class TextCounter {
  private final JsonCursor cursor;

  TextCounter(JsonCursor cursor) {
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

  private long inObject() {
    long sum = 0;
    cursor.enterObject();
    while (cursor.nextField()) {
      boolean generated =
          cursor.nameIs("content")
              || cursor.nameIs("reasoning_content")
              || cursor.nameIs("reasoning")
              || cursor.nameIs("refusal")
              || cursor.nameIs("arguments");
      sum += generated && cursor.peek() == '"' ? cursor.skipString() : count();
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
