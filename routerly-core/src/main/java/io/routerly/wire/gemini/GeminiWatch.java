package io.routerly.wire.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonCursor;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.ErrorReader;
import io.routerly.wire.TextCounter;
import io.routerly.wire.sse.SseEvent;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Watches an answer in the generateContent format.
 *
 * <p>A stream has no closing event: it is whole when it ends after every candidate has said why it
 * finished, or the prompt was blocked. Usage may come after that, so no event is ever the last. A
 * reason that leaves no answer to speak of counts as an error of the provider's.
 */
final class GeminiWatch implements AnswerWatch {
  /** A blank line: Google's own clients take comments for broken data. */
  static final byte[] BLANK_LINE = "\n".getBytes(UTF_8);

  private static final int MOST_CANDIDATES = 256;

  private static final TextCounter.Names GENERATED =
      new TextCounter.Names(
          List.of("text"), List.of("args"), List.of("functionCall", "inlineData"));

  private final GeminiUsage usage = new GeminiUsage();
  private final BitSet begun = new BitSet(MOST_CANDIDATES);
  private final BitSet finished = new BitSet(MOST_CANDIDATES);
  private Optional<ReportedError> error = Optional.empty();
  private long characters;
  private boolean blocked;
  private boolean generated;
  private boolean hasContent;
  private boolean hasUsage;

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
    if (error.isPresent()) {
      return EventKind.FAILURE;
    }
    return hasUsage && !hasContent ? EventKind.USAGE_ONLY : EventKind.CONTENT;
  }

  private void read(JsonCursor cursor) {
    hasContent = false;
    hasUsage = false;
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("candidates") && cursor.peek() == '[') {
        readCandidates(cursor);
      } else if (cursor.nameIs("usageMetadata")) {
        hasUsage = cursor.peek() == '{';
        usage.read(cursor);
      } else if (cursor.nameIs("promptFeedback") && cursor.peek() == '{') {
        readFeedback(cursor);
      } else if (cursor.nameIs("error")) {
        error = ErrorReader.read(cursor);
      } else {
        cursor.skip();
      }
    }
    cursor.end();
  }

  private void readFeedback(JsonCursor cursor) {
    hasContent = true;
    cursor.enterObject();
    while (cursor.nextField()) {
      blocked |= cursor.nameIs("blockReason") && cursor.peek() == '"';
      cursor.skip();
    }
  }

  private void readCandidates(JsonCursor cursor) {
    cursor.enterArray();
    long place = 0;
    while (cursor.nextElement()) {
      hasContent = true;
      if (cursor.peek() == '{') {
        readCandidate(cursor, place);
      } else {
        cursor.skip();
      }
      place++;
    }
  }

  private void readCandidate(JsonCursor cursor, long place) {
    long index = place;
    String finish = "";
    cursor.enterObject();
    while (cursor.nextField()) {
      char first = cursor.peek();
      if (cursor.nameIs("index") && Character.isDigit(first)) {
        index = cursor.readLong();
      } else if (cursor.nameIs("finishReason") && first == '"') {
        finish = cursor.readString();
      } else if (cursor.nameIs("content")) {
        TextCounter text = new TextCounter(cursor, GENERATED);
        characters += text.count();
        generated |= characters > 0 || text.hasMore();
      } else {
        cursor.skip();
      }
    }
    if (index < MOST_CANDIDATES) {
      begun.set((int) index);
      if (!finish.isEmpty()) {
        finished.set((int) index);
      }
    }
    if (!finish.isEmpty()) {
      finishes(finish);
    }
  }

  private void finishes(String word) {
    error =
        error.or(
            () ->
                GeminiFinish.failure(word, !generated)
                    .map(why -> new ReportedError(word, word + ": " + why + ".")));
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
  public boolean isWholeAtEnd() {
    return blocked || (!finished.isEmpty() && finished.equals(begun));
  }

  @Override
  public long generatedCharacters() {
    return characters;
  }

  @Override
  public byte[] signOfLife() {
    return BLANK_LINE.clone();
  }

  @Override
  public byte[] failureEvent(String code, String message) {
    return GeminiErrors.event(502, code, message);
  }
}
