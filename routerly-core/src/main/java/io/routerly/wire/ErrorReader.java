package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import io.routerly.wire.AnswerWatch.ReportedError;
import java.util.Optional;

/**
 * Reads what a provider says of an error, in any of the envelopes that are in use.
 *
 * <p>These are OpenAI's and Anthropic's {@code error} object, Google's with a {@code status}, the
 * same in an array, a text under {@code error} (xAI, Ollama), a {@code message} at the top (Cohere,
 * Azure's front door), lists of {@code loc} and {@code msg} under {@code detail} or {@code message}
 * (FastAPI, Mistral), and OpenRouter's {@code metadata} with what the provider behind it said.
 */
public final class ErrorReader {
  private String message = "";
  private String code = "";
  private String type = "";
  private String number = "";

  private ErrorReader() {}

  /** Returns the error that the cursor stands at: an object or a string; null is none. */
  public static Optional<ReportedError> read(JsonCursor cursor) {
    ErrorReader reader = new ErrorReader();
    switch (cursor.peek()) {
      case '{' -> reader.object(cursor);
      case '"' -> reader.say(cursor.readString());
      default -> {
        cursor.skip();
        return Optional.empty();
      }
    }
    return Optional.of(reader.result());
  }

  /** Returns the error in a whole error body, if there is one that can be read. */
  public static Optional<ReportedError> readBody(byte[] body) {
    try {
      JsonCursor cursor = new JsonCursor(body);
      if (cursor.peek() == '[') {
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
      if (cursor.nameIs("error")) {
        code = cursor.peek() == '{' ? "" : code;
        said(cursor);
      } else if (cursor.nameIs("message") || cursor.nameIs("detail")) {
        said(cursor);
      } else if (cursor.nameIs("code") || cursor.nameIs("type") || cursor.nameIs("status")) {
        code(cursor);
      } else if (cursor.nameIs("metadata") && cursor.peek() == '{') {
        metadata(cursor);
      } else {
        cursor.skip();
      }
    }
  }

  /** Reads a message in whichever shape it has. */
  private void said(JsonCursor cursor) {
    switch (cursor.peek()) {
      case '"' -> say(cursor.readString());
      case '{' -> object(cursor);
      case '[' -> {
        cursor.enterArray();
        while (cursor.nextElement()) {
          violation(cursor);
        }
      }
      default -> cursor.skip();
    }
  }

  private void violation(JsonCursor cursor) {
    if (cursor.peek() != '{') {
      said(cursor);
      return;
    }
    StringBuilder place = new StringBuilder();
    String complaint = "";
    cursor.enterObject();
    while (cursor.nextField()) {
      boolean text = cursor.peek() == '"';
      if (cursor.nameIs("loc") && cursor.peek() == '[') {
        place(cursor, place);
      } else if (text && (cursor.nameIs("msg") || cursor.nameIs("message"))) {
        complaint = cursor.readString();
      } else {
        cursor.skip();
      }
    }
    add(place.isEmpty() ? complaint : place + ": " + complaint);
  }

  private static void place(JsonCursor cursor, StringBuilder place) {
    cursor.enterArray();
    while (cursor.nextElement()) {
      place.append(place.isEmpty() ? "" : ".");
      if (cursor.peek() == '"') {
        place.append(cursor.readString());
      } else {
        place.append(scalar(cursor));
      }
    }
  }

  private void code(JsonCursor cursor) {
    boolean decides = cursor.nameIs("code");
    if (cursor.peek() == '"') {
      boolean isType = cursor.nameIs("type");
      String value = cursor.readString();
      code = code.isEmpty() || decides ? value : code;
      type = isType ? value : type;
    } else if (decides) {
      number = scalar(cursor);
    } else {
      cursor.skip();
    }
  }

  /** A number as it stands there; nothing for whatever else it may be. */
  private static String scalar(JsonCursor cursor) {
    char first = cursor.peek();
    if (first == '-' || Character.isDigit(first)) {
      return Long.toString(cursor.readLong());
    }
    cursor.skip();
    return "";
  }

  private void metadata(JsonCursor cursor) {
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("raw") && cursor.peek() == '"') {
        String raw = cursor.readString();
        add(readBody(raw.getBytes(UTF_8)).map(ReportedError::message).orElse(raw));
      } else {
        cursor.skip();
      }
    }
  }

  /** The first message is the one for people; others repeat it, or are of a part of it. */
  private void say(String text) {
    message = message.isEmpty() ? text : message;
  }

  private void add(String text) {
    if (!text.isEmpty() && !message.contains(text)) {
      message = message.isEmpty() ? text : message + "; " + text;
    }
  }

  private ReportedError result() {
    String name = code.isEmpty() ? number : code;
    String known = name.isEmpty() ? "error" : name;
    return new ReportedError(
        known,
        type.isEmpty() ? known : type,
        message.isEmpty() ? "The provider gave no reason." : message);
  }
}
