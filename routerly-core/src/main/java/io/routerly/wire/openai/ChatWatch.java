package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonCursor;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.ErrorReader;
import io.routerly.wire.ErrorStatus;
import io.routerly.wire.TextCounter;
import io.routerly.wire.UsageCounter;
import io.routerly.wire.sse.SseEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Watches an answer in the Chat Completions format. */
final class ChatWatch implements AnswerWatch {
  private static final byte[] COMMENT = ": keep-alive\n".getBytes(UTF_8);
  private static final byte[] DONE = "[DONE]".getBytes(UTF_8);

  private static final TextCounter.Names GENERATED =
      new TextCounter.Names(
          List.of("content", "reasoning_content", "reasoning", "refusal", "arguments"),
          List.of(),
          List.of());

  private final UsageCounter usage = new UsageCounter(UsageCounter.InputCount.WITH_CACHE);
  private Optional<ReportedError> error = Optional.empty();
  private long characters;
  private boolean hasChoices;
  private boolean hasUsage;

  /** A failure that stands in a choice is told where clients do not look for one. */
  private boolean failedInChoice;

  private String failedWith = "";

  /** No chunk has a message at its top, but errors of Mistral, vLLM and Cohere do. */
  private boolean hasMessage;

  @Override
  public void body(byte[] body) {
    read(new JsonCursor(body));
  }

  @Override
  public EventKind event(SseEvent event) {
    if (event.isIdle()) {
      return EventKind.IDLE;
    }
    if (event.dataIs(DONE)) {
      return EventKind.LAST;
    }
    read(new JsonCursor(event.data(), event.dataFrom(), event.dataTo()));
    if (hasMessage && !hasChoices && error.isEmpty()) {
      error =
          ErrorReader.readBody(Arrays.copyOfRange(event.data(), event.dataFrom(), event.dataTo()));
    }
    if (error.isPresent()) {
      return EventKind.FAILURE;
    }
    return hasUsage && !hasChoices ? EventKind.USAGE_ONLY : EventKind.CONTENT;
  }

  private void read(JsonCursor cursor) {
    hasChoices = false;
    hasUsage = false;
    hasMessage = false;
    failedWith = "";
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("choices") && cursor.peek() == '[') {
        readChoices(cursor);
      } else if (cursor.nameIs("usage")) {
        hasUsage = cursor.peek() == '{';
        usage.read(cursor);
      } else if (cursor.nameIs("error")) {
        failed(ErrorReader.read(cursor));
      } else {
        hasMessage |= cursor.nameIs("message") && cursor.peek() != 'n';
        cursor.skip();
      }
    }
    cursor.end();
    if (error.isEmpty()) {
      error = Finish.failure(failedWith);
      failedInChoice = error.isPresent();
    }
  }

  /** What stands at the top says more than what stands in a choice. */
  private void failed(Optional<ReportedError> reported) {
    failedInChoice &= reported.isEmpty();
    error = reported.or(() -> error);
  }

  private void readChoices(JsonCursor cursor) {
    cursor.enterArray();
    while (cursor.nextElement()) {
      hasChoices = true;
      if (cursor.peek() != '{') {
        cursor.skip();
        continue;
      }
      cursor.enterObject();
      while (cursor.nextField()) {
        readOfChoice(cursor);
      }
    }
  }

  private void readOfChoice(JsonCursor cursor) {
    if (cursor.nameIs("delta") || cursor.nameIs("message")) {
      characters += new TextCounter(cursor, GENERATED).count();
    } else if (cursor.nameIs("finish_reason") && cursor.peek() == '"') {
      String word = cursor.readString();
      failedWith = Finish.failure(word).isPresent() ? word : failedWith;
    } else if (cursor.nameIs("error") && cursor.peek() == '{' && error.isEmpty()) {
      error = ErrorReader.read(cursor);
      failedInChoice = true;
    } else {
      cursor.skip();
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
  public boolean failureIsTold() {
    return !failedInChoice;
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
    String error = OpenAiErrors.object(ErrorStatus.of(code), code, message);
    return ("data: {\"error\":" + error + "}\n\n").getBytes(UTF_8);
  }
}
