package io.routerly.upstream;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.time.Duration;

/** A provider that took longer than one of the {@link Timeouts}; says which one and how long. */
public final class UpstreamTimeoutException extends GatewayException {
  private static final long serialVersionUID = 1L;

  private final Phase phase;
  private final Duration limit;

  /** The four limits of an exchange. */
  public enum Phase {
    CONNECT("connect", "The provider could not be connected to"),
    FIRST_BYTE("first_byte", "The provider sent no first byte"),
    IDLE("idle", "The provider's answer went on with no byte"),
    TOTAL("total", "The provider's answer was not complete");

    private final String wireName;
    private final String sentence;

    Phase(String wireName, String sentence) {
      this.wireName = wireName;
      this.sentence = sentence;
    }

    /** Returns the name in messages and records, such as {@code first_byte}. */
    public String wireName() {
      return wireName;
    }
  }

  /** Creates the exception for {@code phase}, which was allowed to take {@code limit}. */
  public UpstreamTimeoutException(Phase phase, Duration limit) {
    super(
        ErrorCode.PROVIDER_TIMEOUT,
        phase.sentence + " within " + spell(limit) + " (" + phase.wireName + " time-out).");
    this.phase = phase;
    this.limit = limit;
  }

  /** Returns which limit passed. */
  public Phase phase() {
    return phase;
  }

  /** Returns how long that limit was. */
  public Duration limit() {
    return limit;
  }

  private static String spell(Duration limit) {
    return limit.toMillisPart() == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
