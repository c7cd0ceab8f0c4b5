package io.routerly.wire;

import io.routerly.chat.TokenUsage;
import io.routerly.wire.sse.SseEvent;
import java.util.Optional;

/**
 * Watches one answer go by, in whichever way it comes, and knows what it used and how it stands.
 *
 * <p>Never changes a byte. One owner thread.
 */
public interface AnswerWatch {
  /**
   * Reads a whole buffered answer.
   *
   * @throws io.routerly.json.JsonSyntaxException if it is not JSON
   */
  void body(byte[] body);

  /** Looks at the next event of a streamed answer. */
  EventKind event(SseEvent event);

  /** Returns what the provider reported to have used, so far. */
  Optional<TokenUsage> usage();

  /** Returns whether the provider reported figures that cannot be, so that they were bounded. */
  boolean usageInDoubt();

  /** Returns the error that the answer carried in place of a result. */
  Optional<ReportedError> error();

  /**
   * Returns whether clients that know the format understand from the provider's own event that the
   * answer has failed; if not, an event that says so has to follow it.
   */
  default boolean failureIsTold() {
    return true;
  }

  /**
   * Returns whether the answer is complete if the provider's bytes end here, in a format whose
   * streams have no closing event.
   */
  default boolean isWholeAtEnd() {
    return false;
  }

  /**
   * Returns the id that the answer has with its provider, by which a client may go on from it;
   * empty in formats in which none can, and before it was seen.
   */
  default Optional<String> answerId() {
    return Optional.empty();
  }

  /** Returns how many characters of text, reasoning and tool arguments were seen so far. */
  long generatedCharacters();

  /**
   * Returns bytes that mean nothing to a client and may stand between two events of its stream, or
   * none if there are no such bytes.
   */
  byte[] signOfLife();

  /** Returns bytes that tell a client in mid-stream of a failure, in its own format. */
  byte[] failureEvent(String code, String message);

  /**
   * An error that an answer reported.
   *
   * @param code the provider's code, or its type where it has no code
   * @param type the provider's type, or its code where it has no type
   * @param message the provider's message
   */
  record ReportedError(String code, String type, String message) {
    /** An error whose code says its type. */
    public ReportedError(String code, String message) {
      this(code, code, message);
    }

    /** Returns the HTTP status that it stands for. */
    public int status() {
      return ErrorStatus.isKnown(code) ? ErrorStatus.of(code) : ErrorStatus.of(type);
    }
  }

  /** What an event means to the one who relays it. */
  enum EventKind {
    /** A part of the answer. */
    CONTENT,
    /** A chunk that carries nothing but usage. */
    USAGE_ONLY,
    /** The event after which a complete answer has nothing more to say. */
    LAST,
    /** The provider's word that the answer has failed. */
    FAILURE,
    /** A comment or a keep-alive. */
    IDLE
  }
}
