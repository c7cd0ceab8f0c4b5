package io.routerly.wire;

import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import java.util.Optional;

/** Reads what a provider says of an error, in any of the envelopes that are in use. */
public final class ErrorReader {
  private String message = "";
  private String code = "";

  private ErrorReader() {}

  /** Returns the error that the cursor stands at: an object or a string; null is none. */
  public static Optional<AnswerWatch.ReportedError> read(JsonCursor cursor) {
    ErrorReader reader = new ErrorReader();
    switch (cursor.peek()) {
      case '{' -> reader.object(cursor);
      case '"' -> reader.message = cursor.readString();
      default -> {
        cursor.skip();
        return Optional.empty();
      }
    }
    return Optional.of(reader.result());
  }

  /**
   * Returns the error in a whole error body: under {@code error}, in the fields of the body itself,
   * or in the first element of an array, as Gemini's compatible endpoint wraps it.
   */
  public static Optional<AnswerWatch.ReportedError> readBody(byte[] body) {
    try {
      JsonCursor cursor = new JsonCursor(body);
      boolean wrapped = cursor.peek() == '[';
      if (wrapped) {
        cursor.enterArray();
        if (!cursor.nextElement()) {
          return Optional.empty();
        }
      }
      ErrorReader reader = new ErrorReader();
      reader.object(cursor);
      return reader.message.isEmpty() && reader.code.isEmpty()
          ? Optional.empty()
          : Optional.of(reader.result());
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private void object(JsonCursor cursor) {
    cursor.enterObject();
    while (cursor.nextField()) {
      boolean string = cursor.peek() == '"';
      if (string && (cursor.nameIs("message") || cursor.nameIs("detail"))) {
        message = cursor.readString();
      } else if (string
          && (cursor.nameIs("code") || cursor.nameIs("type") || cursor.nameIs("status"))) {
        boolean isCode = cursor.nameIs("code");
        String value = cursor.readString();
        code = code.isEmpty() || isCode ? value : code;
      } else if (cursor.nameIs("error") && cursor.peek() == '{') {
        code = "";
        object(cursor);
      } else if (cursor.nameIs("error") && string) {
        message = cursor.readString();
      } else {
        cursor.skip();
      }
    }
  }

  private AnswerWatch.ReportedError result() {
    return new AnswerWatch.ReportedError(
        code.isEmpty() ? "error" : code,
        message.isEmpty() ? "The provider gave no reason." : message);
  }
}
