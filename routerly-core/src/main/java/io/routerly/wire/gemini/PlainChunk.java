package io.routerly.wire.gemini;

import io.routerly.json.JsonCursor;
import io.routerly.wire.sse.SseEvent;

/**
 * An event that holds one piece of text or of thought, as nearly all of a stream do: read off its
 * bytes, which costs a fraction of a tree of them. Whatever it does not know by name is not such an
 * event. One owner thread.
 */
final class PlainChunk {
  private final GeminiUsage usage;
  private int index;
  private String text = "";
  private boolean hasCandidate;
  private boolean hasText;
  private boolean thought;

  /**
   * @param usage takes the figures that come with the text; what it took counts even if the rest of
   *     the event is read in another way
   */
  PlainChunk(GeminiUsage usage) {
    this.usage = usage;
  }

  /** Returns the number of the candidate that goes on. */
  int index() {
    return index;
  }

  String text() {
    return text;
  }

  /** Returns whether the candidate thinks, rather than speaks. */
  boolean isThought() {
    return thought;
  }

  /**
   * Reads an event.
   *
   * @return whether it is one of this kind; if not, the other methods say nothing
   * @throws io.routerly.json.JsonSyntaxException if it is no JSON
   */
  boolean read(SseEvent event) {
    index = 0;
    hasCandidate = false;
    hasText = false;
    thought = false;
    JsonCursor cursor = new JsonCursor(event.data(), event.dataFrom(), event.dataTo());
    if (cursor.peek() != '{') {
      return false;
    }
    cursor.enterObject();
    while (cursor.nextField()) {
      if (!field(cursor)) {
        return false;
      }
    }
    cursor.end();
    return hasText;
  }

  private boolean field(JsonCursor cursor) {
    if (cursor.nameIs("candidates")) {
      return !hasCandidate && cursor.peek() == '[' && candidates(cursor);
    }
    if (cursor.nameIs("usageMetadata")) {
      return cursor.peek() == '{' && usage.readWhole(cursor);
    }
    boolean silent =
        cursor.nameIs("modelVersion")
            || cursor.nameIs("responseId")
            || cursor.nameIs("createTime")
            || cursor.nameIs("modelStatus");
    if (silent) {
      cursor.skip();
    }
    return silent;
  }

  private boolean candidates(JsonCursor cursor) {
    hasCandidate = true;
    cursor.enterArray();
    return cursor.nextElement()
        && cursor.peek() == '{'
        && candidate(cursor)
        && !cursor.nextElement();
  }

  private boolean candidate(JsonCursor cursor) {
    cursor.enterObject();
    while (cursor.nextField()) {
      char first = cursor.peek();
      if (cursor.nameIs("content") && first == '{' && !hasText) {
        if (!content(cursor)) {
          return false;
        }
      } else if (cursor.nameIs("index") && Character.isDigit(first)) {
        long number = cursor.readWhole();
        if (number < 0 || number >= GeminiDecoder.MOST_CANDIDATES) {
          return false;
        }
        index = (int) number;
      } else if (cursor.nameIs("safetyRatings")) {
        cursor.skip();
      } else {
        return false;
      }
    }
    return hasText;
  }

  private boolean content(JsonCursor cursor) {
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("parts") && cursor.peek() == '[' && !hasText) {
        cursor.enterArray();
        if (!cursor.nextElement() || cursor.peek() != '{' || !part(cursor)) {
          return false;
        }
        if (cursor.nextElement()) {
          return false;
        }
      } else if (cursor.nameIs("role")) {
        cursor.skip();
      } else {
        return false;
      }
    }
    return hasText;
  }

  private boolean part(JsonCursor cursor) {
    cursor.enterObject();
    while (cursor.nextField()) {
      char first = cursor.peek();
      if (cursor.nameIs("text") && first == '"' && !hasText) {
        hasText = true;
        text = cursor.readString();
      } else if (cursor.nameIs("thought") && (first == 't' || first == 'f')) {
        thought = cursor.readBoolean();
      } else {
        return false;
      }
    }
    return hasText;
  }
}
