package io.routerly.store;

import io.routerly.domain.Actor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Keeps the configuration: one current state, swapped as a whole.
 *
 * <p>Thread-safe. Reading costs one volatile read.
 */
public interface ConfigStore extends AutoCloseable {
  /** Returns the current state. */
  Configuration current();

  /**
   * Applies a change to the newest valid state, writes what it changed durably and makes it
   * current.
   *
   * <p>Edits are applied one after the other. {@code change} runs under the store's lock, is given
   * the newest state, changes made to the files by hand included, and returns the new one; whatever
   * it throws reaches the caller, and nothing is written. What is changed is told to the audit log
   * first.
   *
   * @param actor who makes the change
   * @return the state that is now current
   * @throws io.routerly.error.GatewayException {@code config_file_invalid} while a file is broken
   *     on disk, {@code store_unavailable} when it cannot be written
   */
  Configuration edit(Actor actor, UnaryOperator<Configuration> change);

  /** Returns what is wrong with the configuration at present, warnings included. */
  List<ConfigProblem> problems();

  /** Returns whether the configuration can be read and written at present. */
  boolean isHealthy();

  /**
   * Has {@code listener} called with the new state after each change, whatever its origin, on the
   * thread that made or noticed it.
   */
  void onChange(Consumer<Configuration> listener);

  @Override
  void close();
}
