package io.routerly.provider;

import io.routerly.domain.Model;
import io.routerly.secret.ModelKeys;

/** Finds the keys of a model; looked up at every call, so it must be quick. */
@FunctionalInterface
public interface KeySource {
  /** Returns the keys that this model has, as this very configuration of it says. */
  ModelKeys keysOf(Model model);
}
