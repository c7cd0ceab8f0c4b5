package io.routerly.routing;

import java.util.Optional;
import java.util.function.Function;

/**
 * What comes of a question for a decision: something, or nothing and why.
 *
 * @param <T> what was asked for
 */
public sealed interface Reply<T> {
  /**
   * Something.
   *
   * @param value what was asked for
   */
  record Said<T>(T value) implements Reply<T> {}

  /**
   * Nothing.
   *
   * @param why as part of a sentence for people, without anything that a request says
   */
  record Nothing<T>(String why) implements Reply<T> {}

  /** Returns something. */
  static <T> Reply<T> said(T value) {
    return new Said<>(value);
  }

  /** Returns nothing. */
  static <T> Reply<T> nothing(String why) {
    return new Nothing<>(why);
  }

  /** Returns what is there, or nothing. */
  static <T> Reply<T> of(Optional<T> value, String whyNothing) {
    return value.map(Reply::said).orElseGet(() -> nothing(whyNothing));
  }

  /** Returns what comes of asking on, where there is something. */
  default <R> Reply<R> then(Function<T, Reply<R>> next) {
    return or(next, Reply::nothing);
  }

  /**
   * Returns what is made of it.
   *
   * @param made is given what there is
   * @param otherwise is given why there is nothing
   */
  default <R> R or(Function<T, R> made, Function<String, R> otherwise) {
    if (this instanceof Said<T> said) {
      return made.apply(said.value());
    }
    return otherwise.apply(((Nothing<T>) this).why());
  }
}
