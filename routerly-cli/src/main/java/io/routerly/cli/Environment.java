package io.routerly.cli;

import java.util.Optional;

/** Gives the value of an environment variable; one that is empty counts as absent. */
@FunctionalInterface
public interface Environment {
  Optional<String> get(String name);

  /** Returns the environment of this process. */
  static Environment ofProcess() {
    return name -> Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
