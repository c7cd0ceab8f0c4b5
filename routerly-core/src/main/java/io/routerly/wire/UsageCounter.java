package io.routerly.wire;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonCursor;
import java.util.Optional;

/**
 * Gathers the usage that a provider reports, in one piece or in several.
 *
 * <p>Understands the names of OpenAI's APIs, of those compatible with them, and of Anthropic's; a
 * later report of a figure stands in for an earlier one, and a reported zero is a value. One owner
 * thread.
 */
public final class UsageCounter {
  /** What {@code input_tokens} counts. */
  public enum InputCount {
    /** All prompt tokens, those from the cache included: OpenAI. */
    WITH_CACHE,
    /** Only the prompt tokens that the cache had no part in: Anthropic. */
    WITHOUT_CACHE
  }

  /** The most that a figure counts: far beyond any answer, and small enough for any sum. */
  static final long LARGEST_FIGURE = 1_000_000_000_000L;

  private final InputCount inputCount;
  private boolean reported;
  private boolean inDoubt;
  private long input;
  private long output;
  private long total;
  private long cacheRead;
  private long cacheWrite;
  private long cacheWriteOneHour;
  private long reasoning;

  public UsageCounter(InputCount inputCount) {
    this.inputCount = inputCount;
  }

  /** Returns whether the provider reported anything. */
  public boolean isReported() {
    return reported;
  }

  /** Returns whether a figure was negative or beyond all measure, so that it was bounded. */
  public boolean isInDoubt() {
    return inDoubt;
  }

  /** Reads the usage object at which the cursor stands; another value is skipped. */
  public void read(JsonCursor cursor) {
    if (cursor.peek() != '{') {
      cursor.skip();
      return;
    }
    reported = true;
    cursor.enterObject();
    while (cursor.nextField()) {
      switch (cursor.peek()) {
        case '{' -> readDetails(cursor);
        case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readFigure(cursor);
        default -> cursor.skip();
      }
    }
  }

  private void readFigure(JsonCursor cursor) {
    if (cursor.nameIs("prompt_tokens") || cursor.nameIs("input_tokens")) {
      input = figure(cursor);
    } else if (cursor.nameIs("completion_tokens") || cursor.nameIs("output_tokens")) {
      output = figure(cursor);
    } else if (cursor.nameIs("total_tokens")) {
      total = figure(cursor);
    } else if (cursor.nameIs("cache_read_input_tokens")
        || cursor.nameIs("prompt_cache_hit_tokens")
        || cursor.nameIs("cached_tokens")) {
      cacheRead = figure(cursor);
    } else if (cursor.nameIs("cache_creation_input_tokens")) {
      cacheWrite = figure(cursor);
    } else {
      cursor.skip();
    }
  }

  private void readDetails(JsonCursor cursor) {
    cursor.enterObject();
    while (cursor.nextField()) {
      char first = cursor.peek();
      if (first != '-' && !Character.isDigit(first)) {
        cursor.skip();
      } else if (cursor.nameIs("cached_tokens")) {
        cacheRead = figure(cursor);
      } else if (cursor.nameIs("cache_write_tokens")) {
        cacheWrite = figure(cursor);
      } else if (cursor.nameIs("reasoning_tokens") || cursor.nameIs("thinking_tokens")) {
        reasoning = figure(cursor);
      } else if (cursor.nameIs("ephemeral_1h_input_tokens")) {
        cacheWriteOneHour = figure(cursor);
      } else {
        cursor.skip();
      }
    }
  }

  private long figure(JsonCursor cursor) {
    long reportedFigure = cursor.readLong();
    long bounded = Math.max(0, Math.min(reportedFigure, LARGEST_FIGURE));
    inDoubt |= bounded != reportedFigure;
    return bounded;
  }

  /** Returns what was reported so far, or empty if nothing was. */
  public Optional<TokenUsage> usage() {
    if (!reported) {
      return Optional.empty();
    }
    long allInput = inputCount == InputCount.WITHOUT_CACHE ? input + cacheRead + cacheWrite : input;
    return Optional.of(
        new TokenUsage(
            allInput, cacheRead, cacheWrite, cacheWriteOneHour, allOutput(allInput), reasoning));
  }

  /** Some compatible providers leave reasoning out of the completion but not out of the total. */
  private long allOutput(long allInput) {
    return Math.max(output, total - allInput);
  }
}
