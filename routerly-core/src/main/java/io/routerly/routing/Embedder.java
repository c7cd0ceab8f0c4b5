package io.routerly.routing;

/**
 * Turns texts into vectors in this process: no key, no network, no cost.
 *
 * <p>Not part of the product's own jar and WAR: an implementation lies in a jar that is added to a
 * home, and is found there by {@link java.util.ServiceLoader}, which needs a constructor without
 * parameters. That may take its time; it is called once, on a thread of its own, when a
 * configuration that needs it comes into force. Thread-safe.
 */
public interface Embedder {
  /** Returns what it makes of a text, of which it may read but the beginning. */
  Vector embed(String text);
}
