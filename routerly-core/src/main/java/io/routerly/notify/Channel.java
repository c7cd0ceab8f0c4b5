package io.routerly.notify;

/**
 * Carries messages to one place.
 *
 * <p>A channel neither tries again nor filters, which its {@link Lane} does. Thread-safe.
 */
@FunctionalInterface
public interface Channel {
  /** Sends one message and waits for the answer, some seconds at most; throws nothing. */
  Outcome send(Notice notice);
}
