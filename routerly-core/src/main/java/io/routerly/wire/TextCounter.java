package io.routerly.wire;

import io.routerly.json.JsonCursor;
import java.util.List;

/** Counts the characters of generated text in a value, however deep they stand. */
public final class TextCounter {
  private final JsonCursor cursor;
  private final Names names;
  private boolean more;

  /**
   * Which fields hold what was generated. Shared by all answers of a format.
   *
   * @param texts whose text counts
   * @param trees whose value counts as it is written
   * @param others which count nothing, but are generated, too
   */
  public record Names(List<String> texts, List<String> trees, List<String> others) {
    public Names {
      texts = List.copyOf(texts);
      trees = List.copyOf(trees);
      others = List.copyOf(others);
    }
  }

  public TextCounter(JsonCursor cursor, Names names) {
    this.cursor = cursor;
    this.names = names;
  }

  /** Skips the value that stands here and returns how many generated characters it holds. */
  public long count() {
    return switch (cursor.peek()) {
      case '{' -> inObject();
      case '[' -> inArray();
      default -> {
        cursor.skip();
        yield 0;
      }
    };
  }

  /** Returns whether there was something that counts nothing, but was generated, too. */
  public boolean hasMore() {
    return more;
  }

  private long inObject() {
    long sum = 0;
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.peek() == '"' && isOneOf(names.texts())) {
        sum += cursor.skipString();
      } else if (isOneOf(names.trees())) {
        int from = cursor.position();
        cursor.skip();
        sum += cursor.offset() - from;
      } else {
        more |= isOneOf(names.others());
        sum += count();
      }
    }
    return sum;
  }

  private boolean isOneOf(List<String> fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (cursor.nameIs(fields.get(i))) {
        return true;
      }
    }
    return false;
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
