package io.routerly.pipeline;

import io.routerly.domain.Model;
import io.routerly.error.GatewayException;
import io.routerly.event.EventSink;
import io.routerly.event.GatewayEvent;
import io.routerly.routing.OutcomeObserver;
import io.routerly.routing.PolicyFactory;
import java.util.List;

/** Tells the policies that learn how attempts end; costs nothing where none does. Thread-safe. */
public final class Learning implements EventSink {
  private final List<OutcomeObserver> observers;

  /**
   * @param policies those that learn are told, in their order
   */
  public Learning(List<PolicyFactory> policies) {
    observers =
        policies.stream()
            .filter(OutcomeObserver.class::isInstance)
            .map(OutcomeObserver.class::cast)
            .toList();
  }

  @Override
  public void publish(GatewayEvent event) {
    if (event instanceof GatewayEvent.CallFinished finished) {
      for (OutcomeObserver observer : observers) {
        observer.ended(finished.record());
      }
    }
  }

  void failed(Model model, GatewayException why) {
    for (OutcomeObserver observer : observers) {
      observer.failed(model, why);
    }
  }
}
