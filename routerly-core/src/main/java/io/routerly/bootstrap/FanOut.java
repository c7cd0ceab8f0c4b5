package io.routerly.bootstrap;

import io.routerly.event.EventSink;
import io.routerly.event.GatewayEvent;
import java.util.List;

/**
 * Passes events on to several sinks, in their order.
 *
 * @param sinks who wants to know
 */
record FanOut(List<EventSink> sinks) implements EventSink {
  FanOut {
    sinks = List.copyOf(sinks);
  }

  @Override
  public void publish(GatewayEvent event) {
    sinks.forEach(sink -> sink.publish(event));
  }
}
