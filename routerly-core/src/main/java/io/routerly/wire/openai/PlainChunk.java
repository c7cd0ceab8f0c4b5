package io.routerly.wire.openai;

import io.routerly.json.JsonCursor;
import io.routerly.wire.UsageCounter;
import io.routerly.wire.sse.SseEvent;
import java.util.Optional;

/**
 * A chunk that holds one piece of text of one choice, as nearly all of a stream do: read off its
 * bytes, which costs a fraction of a tree of them. Whatever it does not know by name is not such a
 * chunk. One owner thread.
 */
final class PlainChunk {
  private final UsageCounter usage;
  private long index;
  private String text = "";
  private Optional<String> serviceTier = Optional.empty();
  private boolean hasChoice;
  private boolean hasDelta;
  private boolean hasText;

  /**
   * @param usage takes the figures that come with the text; what it took counts even if the rest of
   *     the chunk is read in another way
   */
  PlainChunk(UsageCounter usage) {
    this.usage = usage;
  }

  /** Returns the number that the choice is given. */
  long index() {
    return index;
  }

  String text() {
    return text;
  }

  Optional<String> serviceTier() {
    return serviceTier;
  }

  /**
   * Reads an event.
   *
   * @return whether it is one of this kind; if not, the other methods say nothing
   * @throws io.routerly.json.JsonSyntaxException if it is no JSON
   */
  boolean read(SseEvent event) {
    index = 0;
    serviceTier = Optional.empty();
    hasChoice = false;
    hasDelta = false;
    hasText = false;
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
    char first = cursor.peek();
    if (cursor.nameIs("choices")) {
      return first == '[' && !hasChoice && choices(cursor);
    }
    if (cursor.nameIs("usage") && first == '{') {
      usage.read(cursor);
      return true;
    }
    if (cursor.nameIs("service_tier") && first == '"') {
      serviceTier = Optional.of(cursor.readString());
      return true;
    }
    return skipped(cursor, first == 'n' || saysNothing(cursor));
  }

  /** Returns whether a decoder has no use for the field, once it is started. */
  private static boolean saysNothing(JsonCursor cursor) {
    return cursor.nameIs("id")
        || cursor.nameIs("object")
        || cursor.nameIs("created")
        || cursor.nameIs("model")
        || cursor.nameIs("system_fingerprint")
        || cursor.nameIs("obfuscation")
        || cursor.nameIs("provider");
  }

  private static boolean skipped(JsonCursor cursor, boolean known) {
    if (known) {
      cursor.skip();
    }
    return known;
  }

  private boolean choices(JsonCursor cursor) {
    hasChoice = true;
    cursor.enterArray();
    return cursor.nextElement() && cursor.peek() == '{' && choice(cursor) && !cursor.nextElement();
  }

  private boolean choice(JsonCursor cursor) {
    cursor.enterObject();
    while (cursor.nextField()) {
      char first = cursor.peek();
      boolean known;
      if (cursor.nameIs("delta")) {
        known = first == '{' && !hasDelta && delta(cursor);
      } else if (cursor.nameIs("index") && Character.isDigit(first)) {
        index = cursor.readWhole();
        known = index >= 0;
      } else {
        known = skipped(cursor, first == 'n' || cursor.nameIs("content_filter_results"));
      }
      if (!known) {
        return false;
      }
    }
    return hasText;
  }

  private boolean delta(JsonCursor cursor) {
    hasDelta = true;
    cursor.enterObject();
    while (cursor.nextField()) {
      char first = cursor.peek();
      if (cursor.nameIs("content") && first == '"' && !hasText) {
        hasText = true;
        text = cursor.readString();
      } else if (!skipped(cursor, first == 'n' || cursor.nameIs("role"))) {
        return false;
      }
    }
    return hasText;
  }
}
