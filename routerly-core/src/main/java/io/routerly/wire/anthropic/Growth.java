package io.routerly.wire.anthropic;

/** A way in which a streamed block grows by a text. */
enum Growth {
  TEXT("text_delta", "text"),
  THINKING("thinking_delta", "thinking"),
  INPUT("input_json_delta", "partial_json");

  private final String type;
  private final String field;

  Growth(String type, String field) {
    this.type = type;
    this.field = field;
  }

  /** Returns the type of such a delta. */
  String type() {
    return type;
  }

  /** Returns the field that holds the text. */
  String field() {
    return field;
  }
}
