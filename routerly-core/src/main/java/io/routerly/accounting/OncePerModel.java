package io.routerly.accounting;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers of which models something was told already. Thread-safe. */
final class OncePerModel {
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Returns whether it is the first time that this is asked of a model. */
  boolean isFirst(String modelId) {
    return told.add(modelId);
  }

  /** Forgets the models that there are no more. */
  void keepOnly(Set<String> modelIds) {
    told.retainAll(modelIds);
  }
}
