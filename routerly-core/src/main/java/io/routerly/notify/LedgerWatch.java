package io.routerly.notify;

import io.routerly.event.EventSink;
import io.routerly.event.GatewayEvent;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Notices when usage cannot be recorded, and when it can be again. For one thread. */
public final class LedgerWatch {
  private final BooleanSupplier healthy;
  private final EventSink events;
  private @Nullable Boolean last;

  /**
   * @param healthy tells whether usage can be recorded
   */
  public LedgerWatch(BooleanSupplier healthy, EventSink events) {
    this.healthy = healthy;
    this.events = events;
  }

  /** Looks; to be called every few seconds. The first look tells in any case. */
  public void look() {
    boolean now = healthy.getAsBoolean();
    if (Optional.ofNullable(last).filter(before -> before == now).isEmpty()) {
      events.publish(
          now ? new GatewayEvent.LedgerAvailable() : new GatewayEvent.LedgerUnavailable());
    }
    last = now;
  }
}
