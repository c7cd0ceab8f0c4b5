package io.routerly.health;

import io.routerly.domain.CallStatus;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The health of every model that was asked, by its id within Routerly.
 *
 * <p>Grows with the number of configured models and with nothing else. Thread-safe.
 */
public final class HealthBoard implements OutcomeObserver {
  private final LongSupplier nanoTime;
  private final Map<String, ModelHealth> models = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public HealthBoard(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Returns the health of a model, which may never have been asked. */
  public ModelHealth of(String modelId) {
    ModelHealth known = models.get(modelId);
    return known != null
        ? known
        : models.computeIfAbsent(modelId, absent -> new ModelHealth(nanoTime));
  }

  /** Forgets the models that there are no more. */
  void keepOnly(Set<String> modelIds) {
    models.keySet().retainAll(modelIds);
  }

  @Override
  public void ended(AttemptEnd end) {
    switch (end.ending()) {
      case SUCCESS -> of(end.model().id()).succeeded(end.took());
      case FAILURE, KEY_REFUSED ->
          of(end.model().id()).failed(end.record().status() == CallStatus.TIMEOUT);
      case OVERTAKEN -> {
        if (end.record().ttftMs().isEmpty()) {
          of(end.model().id()).overtakenInSilence();
        }
      }
      case ONE_KEY_REFUSED, RATE_LIMITED, REQUEST_REFUSED, NOTHING -> {}
    }
  }
}
