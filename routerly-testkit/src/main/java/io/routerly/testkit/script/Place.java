package io.routerly.testkit.script;

/**
 * A place in an answer.
 *
 * @param count how many events, or bytes of the body, have been sent there; 0 otherwise
 */
public record Place(Kind kind, int count) {
  /** What a place is counted in. */
  public enum Kind {
    BEFORE_HEAD,
    BEFORE_BODY,
    AFTER_EVENTS,
    AFTER_BYTES
  }

  public Place {
    if (count < 0) {
      throw new IllegalArgumentException("Nothing is sent less than zero times: " + count);
    }
  }

  static Place beforeHead() {
    return new Place(Kind.BEFORE_HEAD, 0);
  }

  static Place beforeBody() {
    return new Place(Kind.BEFORE_BODY, 0);
  }

  static Place afterEvents(int count) {
    return new Place(Kind.AFTER_EVENTS, count);
  }

  static Place afterBytes(int count) {
    return new Place(Kind.AFTER_BYTES, count);
  }
}
