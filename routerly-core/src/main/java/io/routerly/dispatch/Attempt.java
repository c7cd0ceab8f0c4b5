package io.routerly.dispatch;

import io.routerly.domain.Model;
import io.routerly.secret.UsableKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One request to one provider, with its times. One owner thread. */
public final class Attempt {
  private static final long NOT_YET = Long.MIN_VALUE;

  private final Model model;
  private final UsableKey key;
  private final int number;
  private final boolean hedge;
  private final LongSupplier nanoTime;
  private final long startedAt;
  private long firstByteAt = NOT_YET;
  private boolean requestSent = true;
  private List<String> dropped = List.of();

  Attempt(Model model, UsableKey key, int number, boolean hedge, LongSupplier nanoTime) {
    this.model = model;
    this.key = key;
    this.number = number;
    this.hedge = hedge;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  public Model model() {
    return model;
  }

  /** Returns what the provider was shown. */
  public UsableKey key() {
    return key;
  }

  /** Returns its place among the attempts of the call, from 1. */
  public int number() {
    return number;
  }

  /** Returns whether it ran beside another attempt of the call, which was slow to answer. */
  public boolean isHedge() {
    return hedge;
  }

  /**
   * Takes note that the first event of a stream, or the first byte of another body, is there. A
   * header alone is no answer: providers send it while a model still thinks.
   */
  public void answerBegan() {
    if (firstByteAt == NOT_YET) {
      firstByteAt = nanoTime.getAsLong();
    }
  }

  void drops(List<String> fields) {
    dropped = List.copyOf(fields);
  }

  /** Returns what of the call the model was not told, or the client not of the answer. */
  public List<String> dropped() {
    return dropped;
  }

  void requestNotSent() {
    requestSent = false;
  }

  /** Returns whether the provider may have seen the request, which may cost something then. */
  public boolean requestSent() {
    return requestSent;
  }

  /** Returns when it began, by a clock that only goes forward, in nanoseconds. */
  public long startedAt() {
    return startedAt;
  }

  /** Returns the time from the start to now. */
  public Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - startedAt);
  }

  /** Returns the time from the start to the first event or byte of the answer, if one came. */
  public Optional<Duration> timeToFirstByte() {
    return firstByteAt == NOT_YET
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(firstByteAt - startedAt));
  }
}
