package io.routerly.wire;

/**
 * Reads and writes one wire format. Implementations are stateless and thread-safe; what belongs to
 * one answer is in the {@link AnswerWatch} that they make.
 */
public interface WireCodec {
  /** Returns the format. */
  WireFormat format();

  /** Returns a watch for one answer. */
  AnswerWatch watch();

  /**
   * Returns an error body in the envelope of this format.
   *
   * @param status the HTTP status it goes with
   * @param code the stable code
   * @param message a sentence for people
   */
  byte[] errorBody(int status, String code, String message);
}
