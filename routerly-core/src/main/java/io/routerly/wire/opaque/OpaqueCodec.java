package io.routerly.wire.opaque;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.UsageCounter;
import io.routerly.wire.WireCodec;
import io.routerly.wire.WireFormat;
import io.routerly.wire.openai.OpenAiErrors;
import io.routerly.wire.sse.SseEvent;
import java.util.Optional;

/**
 * Paths that the gateway does not understand: only a {@code usage} object in the answer is read,
 * whether it stands at the top, under {@code message} or under {@code response}.
 */
public final class OpaqueCodec implements WireCodec {
  private final UsageCounter.InputCount inputCount;

  /**
   * @param inputCount what the provider counts as input tokens
   */
  public OpaqueCodec(UsageCounter.InputCount inputCount) {
    this.inputCount = inputCount;
  }

  @Override
  public WireFormat format() {
    return WireFormat.OPAQUE;
  }

  @Override
  public AnswerWatch watch() {
    return new OpaqueWatch(new UsageCounter(inputCount));
  }

  @Override
  public byte[] errorBody(int status, String code, String message) {
    return OpenAiErrors.body(status, code, message);
  }

  private static final class OpaqueWatch implements AnswerWatch {
    private final UsageCounter usage;

    OpaqueWatch(UsageCounter usage) {
      this.usage = usage;
    }

    @Override
    public void body(byte[] body) {
      read(new JsonCursor(body));
    }

    @Override
    public EventKind event(SseEvent event) {
      if (event.isIdle()) {
        return EventKind.IDLE;
      }
      read(new JsonCursor(event.data(), event.dataFrom(), event.dataTo()));
      return EventKind.CONTENT;
    }

    /** What is not JSON, or not an object, carries no usage that could be read. */
    private void read(JsonCursor cursor) {
      try {
        if (cursor.peek() == '{') {
          object(cursor, true);
        }
      } catch (JsonSyntaxException e) {
        return;
      }
    }

    private void object(JsonCursor cursor, boolean top) {
      cursor.enterObject();
      while (cursor.nextField()) {
        boolean inner = top && (cursor.nameIs("message") || cursor.nameIs("response"));
        if (cursor.nameIs("usage")) {
          usage.read(cursor);
        } else if (inner && cursor.peek() == '{') {
          object(cursor, false);
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
      return Optional.empty();
    }

    @Override
    public long generatedCharacters() {
      return 0;
    }

    @Override
    public byte[] signOfLife() {
      return new byte[0];
    }

    @Override
    public byte[] failureEvent(String code, String message) {
      return ("data: {\"error\":" + OpenAiErrors.object(502, code, message) + "}\n\n")
          .getBytes(UTF_8);
    }
  }
}
