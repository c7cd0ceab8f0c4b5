package io.routerly.wire.anthropic;

import io.routerly.json.JsonCursor;
import io.routerly.wire.sse.SseEvent;

/**
 * An event by which a block grows by a text, as nearly all of a stream are: read off its bytes,
 * which costs a fraction of a tree of them. Whatever it does not know by name is not such an event.
 * One owner thread.
 */
final class PlainDelta {
  private static final Growth[] KINDS = Growth.values();

  private long index;
  private Growth kind = Growth.TEXT;
  private Growth told = Growth.TEXT;
  private String text = "";
  private boolean isDelta;
  private boolean hasKind;
  private boolean hasText;

  /** Returns the number that the provider gives the block. */
  long index() {
    return index;
  }

  Growth kind() {
    return kind;
  }

  String text() {
    return text;
  }

  /**
   * Reads an event.
   *
   * @return whether it is one of this kind; if not, the other methods say nothing
   * @throws io.routerly.json.JsonSyntaxException if it is no JSON
   */
  boolean read(SseEvent event) {
    index = 0;
    isDelta = false;
    hasKind = false;
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
    return isDelta && hasKind && hasText && kind == told;
  }

  private boolean field(JsonCursor cursor) {
    char first = cursor.peek();
    if (cursor.nameIs("type")) {
      isDelta = cursor.stringIs("content_block_delta");
      return isDelta;
    }
    if (cursor.nameIs("index") && Character.isDigit(first)) {
      index = cursor.readWhole();
      return index >= 0;
    }
    return cursor.nameIs("delta") && first == '{' && delta(cursor);
  }

  private boolean delta(JsonCursor cursor) {
    cursor.enterObject();
    while (cursor.nextField()) {
      boolean known = cursor.nameIs("type") ? kind(cursor) : text(cursor);
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private boolean kind(JsonCursor cursor) {
    for (Growth each : KINDS) {
      if (cursor.stringIs(each.type())) {
        hasKind = true;
        kind = each;
        return true;
      }
    }
    return false;
  }

  private boolean text(JsonCursor cursor) {
    for (Growth each : KINDS) {
      if (cursor.nameIs(each.field()) && cursor.peek() == '"' && !hasText) {
        hasText = true;
        told = each;
        text = cursor.readString();
        return true;
      }
    }
    return false;
  }
}
