package io.routerly.wire;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Finds the {@link RequestFacts} of a JSON body while it checks that the whole body is valid JSON.
 *
 * <p>The top-level names that matter mean the same in all formats, so there is one scanner for all;
 * but of limits on the answer that of the format counts.
 */
public final class RequestScanner {
  /** No API has a tenth of that; whatever is kept per field stays small. */
  private static final int MOST_FIELDS = 1000;

  private final WireFormat format;
  private final OutputLimits limits = new OutputLimits();
  private String model = "";
  private Optional<RequestFacts.ModelField> modelField = Optional.empty();
  private boolean stream;
  private Optional<RequestFacts.StreamOptions> streamOptions = Optional.empty();
  private boolean hasInput;
  private boolean hasMessages;
  private Optional<String> previousResponse = Optional.empty();
  private Optional<Span> instructions = Optional.empty();
  private Optional<Span> messages = Optional.empty();
  private boolean kept = true;
  private boolean background;
  private long answers = 1;

  private RequestScanner(WireFormat format) {
    this.format = format;
  }

  /**
   * Returns the facts of a body.
   *
   * @param format of the body
   * @throws GatewayException {@code invalid_request} if the body is not a JSON object, has more
   *     than {@value #MOST_FIELDS} fields, names {@code model} twice, or gives a field that the
   *     gateway reads a type that it cannot have
   */
  public static RequestFacts scan(WireFormat format, byte[] body) {
    try {
      return new RequestScanner(format).read(body);
    } catch (JsonSyntaxException e) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "The request body is not valid JSON: " + e.getMessage() + ".",
          e);
    }
  }

  private RequestFacts read(byte[] body) {
    JsonCursor cursor = new JsonCursor(body);
    FeatureScanner features = new FeatureScanner(cursor);
    cursor.enterObject();
    for (int fields = 1; cursor.nextField(); fields++) {
      if (fields > MOST_FIELDS) {
        throw malformed("The request has more than " + MOST_FIELDS + " fields.");
      }
      if (cursor.nameIs("model")) {
        readModel(cursor);
      } else if (cursor.nameIs("stream")) {
        readStream(cursor);
      } else if (cursor.nameIs("stream_options")) {
        readStreamOptions(cursor);
      } else if (OutputLimits.isNamedBy(cursor) && cursor.peek() != 'n') {
        limits.add(cursor, readNumber(cursor));
      } else if (cursor.nameIs("input") || cursor.nameIs("messages")) {
        readMessages(cursor, features);
      } else if (cursor.nameIs("system") || cursor.nameIs("instructions")) {
        instructions = Optional.of(readField(cursor, features));
      } else if (cursor.nameIs("previous_response_id") && cursor.peek() == '"') {
        previousResponse = Optional.of(cursor.readString());
      } else if (cursor.nameIs("store") && cursor.peek() == 'f') {
        kept = false;
        cursor.skip();
      } else if (cursor.nameIs("background") && cursor.peek() == 't') {
        background = true;
        cursor.skip();
      } else if (namesAnswers(cursor) && Character.isDigit(cursor.peek())) {
        answers = Math.max(answers, cursor.readLong());
      } else {
        features.readField();
      }
    }
    cursor.end();
    boolean hybrid = hasInput && !hasMessages;
    return new RequestFacts(
        model,
        modelField,
        stream,
        streamOptions,
        limits.in(format, hybrid),
        (int) Math.min(answers, RequestFacts.MOST_ANSWERS),
        hybrid,
        TextSize.of(body),
        features.found(),
        new Origin(previousResponse, instructions, messages, kept, background));
  }

  private void readMessages(JsonCursor cursor, FeatureScanner features) {
    hasInput |= cursor.nameIs("input");
    hasMessages |= cursor.nameIs("messages");
    boolean first = messages.isEmpty() && cursor.peek() == '[';
    Span value = readField(cursor, features);
    messages = first ? Optional.of(value) : messages;
  }

  private static Span readField(JsonCursor cursor, FeatureScanner features) {
    cursor.peek();
    int from = cursor.position();
    features.readField();
    return new Span(from, cursor.offset());
  }

  /** Completions of old may be made in greater number than they are sent. */
  private static boolean namesAnswers(JsonCursor cursor) {
    return cursor.nameIs("n") || cursor.nameIs("best_of");
  }

  private static long readNumber(JsonCursor cursor) {
    char first = cursor.peek();
    if (first != '-' && !Character.isDigit(first)) {
      throw malformed("\"" + cursor.name() + "\" must be a number.");
    }
    return cursor.readLong();
  }

  private void readModel(JsonCursor cursor) {
    if (modelField.isPresent()) {
      throw wrongModel("The request names \"model\" twice.");
    }
    if (cursor.peek() != '"') {
      throw wrongModel("\"model\" must be a string.");
    }
    int from = cursor.position();
    model = cursor.readString();
    if (model.codePoints().anyMatch(RequestScanner::isUnreadable)) {
      throw wrongModel("The request names a model with characters that no name has.");
    }
    modelField = Optional.of(new RequestFacts.ModelField(new Span(from, cursor.offset()), true));
  }

  private void readStream(JsonCursor cursor) {
    switch (cursor.peek()) {
      case 't', 'f' -> stream = cursor.readBoolean();
      case 'n' -> cursor.skip();
      default -> throw malformed("\"stream\" must be true or false.");
    }
  }

  private void readStreamOptions(JsonCursor cursor) {
    int from = cursor.position();
    Optional<Span> includeUsageValue = Optional.empty();
    boolean includeUsage = false;
    boolean empty = true;
    if (cursor.peek() == '{') {
      cursor.enterObject();
      while (cursor.nextField()) {
        empty = false;
        if (cursor.nameIs("include_usage")) {
          int valueFrom = cursor.position();
          includeUsage = cursor.peek() == 't';
          cursor.skip();
          includeUsageValue = Optional.of(new Span(valueFrom, cursor.offset()));
        } else {
          cursor.skip();
        }
      }
    } else if (cursor.peek() == 'n') {
      cursor.skip();
    } else {
      throw malformed("\"stream_options\" must be an object.");
    }
    streamOptions =
        Optional.of(
            new RequestFacts.StreamOptions(
                new Span(from, cursor.offset()), includeUsageValue, includeUsage, empty));
  }

  /** What would break a line of a log, or cannot be written at all. */
  private static boolean isUnreadable(int point) {
    return Character.isISOControl(point) || (point >= 0xd800 && point <= 0xdfff);
  }

  private static GatewayException wrongModel(String message) {
    return GatewayException.withDetails(
        ErrorCode.INVALID_REQUEST,
        message,
        List.of(new GatewayException.Detail("/model", message)));
  }

  private static GatewayException malformed(String message) {
    return new GatewayException(ErrorCode.INVALID_REQUEST, message);
  }
}
