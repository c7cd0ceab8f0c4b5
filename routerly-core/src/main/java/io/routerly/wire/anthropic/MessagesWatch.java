package io.routerly.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonCursor;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.ErrorReader;
import io.routerly.wire.UsageCounter;
import io.routerly.wire.sse.SseEvent;
import java.util.Optional;

/** Watches an answer in the Messages format. */
final class MessagesWatch implements AnswerWatch {
  static final byte[] PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n".getBytes(UTF_8);

  private final UsageCounter usage = new UsageCounter(UsageCounter.InputCount.WITHOUT_CACHE);
  private Optional<ReportedError> error = Optional.empty();
  private long characters;
  private String type = "";

  @Override
  public void body(byte[] body) {
    read(new JsonCursor(body));
  }

  @Override
  public EventKind event(SseEvent event) {
    if (event.isIdle()) {
      return EventKind.IDLE;
    }
    type = event.name();
    read(new JsonCursor(event.data(), event.dataFrom(), event.dataTo()));
    return switch (type) {
      case "message_stop" -> EventKind.LAST;
      case "error" -> EventKind.FAILURE;
      case "ping" -> EventKind.IDLE;
      default -> EventKind.CONTENT;
    };
  }

  private void read(JsonCursor cursor) {
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("type") && cursor.peek() == '"') {
        type = cursor.readString();
      } else if (cursor.nameIs("usage")) {
        usage.read(cursor);
      } else if (cursor.nameIs("error")) {
        error = ErrorReader.read(cursor);
      } else if (cursor.nameIs("message") && cursor.peek() == '{') {
        readMessage(cursor);
      } else if (cursor.nameIs("delta") && cursor.peek() == '{') {
        readDelta(cursor);
      } else {
        cursor.skip();
      }
    }
    cursor.end();
  }

  private void readMessage(JsonCursor cursor) {
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("usage")) {
        usage.read(cursor);
      } else {
        cursor.skip();
      }
    }
  }

  private void readDelta(JsonCursor cursor) {
    cursor.enterObject();
    while (cursor.nextField()) {
      boolean generated =
          cursor.nameIs("text") || cursor.nameIs("partial_json") || cursor.nameIs("thinking");
      if (generated && cursor.peek() == '"') {
        characters += cursor.skipString();
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
  public long generatedCharacters() {
    return characters;
  }

  @Override
  public byte[] signOfLife() {
    return PING.clone();
  }

  @Override
  public byte[] failureEvent(String code, String message) {
    return AnthropicCodec.failure(code, message);
  }
}
