package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonCursor;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.ErrorReader;
import io.routerly.wire.UsageCounter;
import io.routerly.wire.sse.SseEvent;
import java.util.Arrays;
import java.util.Optional;

/** Watches an answer in the Responses format. */
final class ResponsesWatch implements AnswerWatch {
  private static final byte[] COMMENT = ": keep-alive\n".getBytes(UTF_8);
  private static final byte[] NOTHING = {};

  private final UsageCounter usage = new UsageCounter(UsageCounter.InputCount.WITH_CACHE);
  private Optional<ReportedError> error = Optional.empty();
  private byte[] response = NOTHING;
  private long sequenceNumber = -1;
  private long characters;
  private String type = "";
  private Optional<String> id = Optional.empty();
  private boolean isResponse;

  @Override
  public void body(byte[] body) {
    JsonCursor cursor = new JsonCursor(body);
    readResponse(cursor);
    cursor.end();
    if (isResponse) {
      error = Optional.empty(); // a failed response is an answer in its own right
    }
  }

  @Override
  public EventKind event(SseEvent event) {
    if (event.isIdle()) {
      return EventKind.IDLE;
    }
    type = event.name();
    readEvent(event);
    return switch (type) {
      case "response.completed", "response.incomplete" -> EventKind.LAST;
      case "response.failed", "error" -> EventKind.FAILURE;
      default -> EventKind.CONTENT;
    };
  }

  private void readEvent(SseEvent event) {
    JsonCursor cursor = new JsonCursor(event.data(), event.dataFrom(), event.dataTo());
    String code = "";
    String message = "";
    cursor.enterObject();
    while (cursor.nextField()) {
      boolean string = cursor.peek() == '"';
      if (cursor.nameIs("type") && string) {
        type = cursor.readString();
      } else if (cursor.nameIs("sequence_number") && Character.isDigit(cursor.peek())) {
        sequenceNumber = cursor.readLong();
      } else if (cursor.nameIs("delta") && string) {
        characters += cursor.skipString();
      } else if (cursor.nameIs("code") && string) {
        code = cursor.readString();
      } else if (cursor.nameIs("message") && string) {
        message = cursor.readString();
      } else if (cursor.nameIs("error")) {
        error = ErrorReader.read(cursor);
      } else if (cursor.nameIs("response") && cursor.peek() == '{') {
        rememberResponse(event, cursor);
      } else {
        cursor.skip();
      }
    }
    cursor.end();
    if (type.equals("error") && error.isEmpty()) {
      error = Optional.of(new ReportedError(code, message));
    }
  }

  private void rememberResponse(SseEvent event, JsonCursor cursor) {
    int from = cursor.position();
    readResponse(cursor);
    if (response.length == 0) {
      response = Arrays.copyOfRange(event.data(), from, cursor.offset());
    }
  }

  private void readResponse(JsonCursor cursor) {
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("usage")) {
        usage.read(cursor);
      } else if (cursor.nameIs("error")) {
        error = ErrorReader.read(cursor).or(() -> error);
      } else if (id.isEmpty() && cursor.nameIs("id") && cursor.peek() == '"') {
        id = Optional.of(cursor.readString());
      } else if (cursor.nameIs("object") && cursor.peek() == '"') {
        isResponse = cursor.readString().equals("response");
      } else {
        cursor.skip();
      }
    }
  }

  @Override
  public Optional<TokenUsage> usage() {
    return usage.usage();
  }

  @Override
  public boolean usageInDoubt() {
    return usage.isInDoubt();
  }

  @Override
  public Optional<ReportedError> error() {
    return error;
  }

  @Override
  public Optional<String> answerId() {
    return id;
  }

  @Override
  public long generatedCharacters() {
    return characters;
  }

  /** A comment without a blank line, which some clients would take for the end of an event. */
  @Override
  public byte[] signOfLife() {
    return COMMENT.clone();
  }

  @Override
  public byte[] failureEvent(String code, String message) {
    return FailedResponse.event(response, sequenceNumber + 1, code, message);
  }
}
