package io.routerly.event;

/** Takes events. Implementations return at once, throw nothing, and may be called by any thread. */
@FunctionalInterface
public interface EventSink {
  void publish(GatewayEvent event);
}
