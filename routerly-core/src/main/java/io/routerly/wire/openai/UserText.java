package io.routerly.wire.openai;

import io.routerly.json.JsonCursor;
import io.routerly.wire.Span;
import java.util.Optional;
import java.util.Set;

/**
 * What the user said last in a request that is walked over, read when it is asked for and once
 * only. One owner thread.
 */
final class UserText {
  private static final Set<String> TEXTS = Set.of("text", "input_text", "output_text");

  private final byte[] body;
  private Optional<Span> content = Optional.empty();
  private Optional<String> text = Optional.of("");

  UserText(byte[] body) {
    this.body = body;
  }

  /** The user says something. */
  void at(Optional<Span> said) {
    content = said;
    text = Optional.empty();
  }

  /** Returns the text of what was said last. */
  String text() {
    String known = text.orElseGet(() -> content.map(this::read).orElse(""));
    text = Optional.of(known);
    return known;
  }

  private String read(Span span) {
    JsonCursor cursor = new JsonCursor(body, span.from(), span.to());
    if (cursor.peek() == '"') {
      return cursor.readString();
    }
    StringBuilder parts = new StringBuilder();
    if (cursor.peek() == '[') {
      cursor.enterArray();
      while (cursor.nextElement()) {
        if (cursor.peek() == '{') {
          parts.append(part(cursor));
        } else {
          cursor.skip();
        }
      }
    }
    return parts.toString();
  }

  private static String part(JsonCursor cursor) {
    String type = "";
    String said = "";
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.peek() != '"') {
        cursor.skip();
      } else if (cursor.nameIs("type")) {
        type = cursor.readString();
      } else if (cursor.nameIs("text")) {
        said = cursor.readString();
      } else {
        cursor.skip();
      }
    }
    return TEXTS.contains(type) ? said : "";
  }
}
