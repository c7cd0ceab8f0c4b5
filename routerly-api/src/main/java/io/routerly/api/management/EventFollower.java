package io.routerly.api.management;

import io.routerly.api.http.JsonAnswer;
import io.routerly.auth.Principal;
import io.routerly.domain.Permission;
import io.routerly.error.GatewayException;
import io.routerly.event.LiveEvent;
import io.routerly.event.LiveEvents;
import io.routerly.store.ConfigStore;
import jakarta.json.JsonObject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to one caller on a thread of its own, until the caller leaves, may not see them any
 * more, or the service ends. A comment goes out when there has been nothing for a while, so that
 * proxies keep the connection and one that is gone is noticed.
 */
final class EventFollower {
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** Name of the event that tells of others that were overwritten before they could be sent. */
  private static final String MISSED = "missed";

  private final LiveEvents events;
  private final String epoch;
  private final Supplier<Principal> rights;
  private final ConfigStore config;
  private final Way way;

  /**
   * How events get to the caller.
   *
   * @param sink the connection
   * @param sse makes what is sent
   */
  record Way(SseEventSink sink, Sse sse) {}

  /**
   * @param epoch tells the events of this process from those of another one
   * @param rights who follows, as of now
   * @throws GatewayException from {@code rights}, when the credential does not count any more
   */
  EventFollower(
      LiveEvents events, String epoch, Supplier<Principal> rights, ConfigStore config, Way way) {
    this.events = events;
    this.epoch = epoch;
    this.rights = rights;
    this.config = config;
    this.way = way;
  }

  /** Returns the number of the event that a client read last; without one, of the latest. */
  long numberIn(@Nullable String lastEventId) {
    if (lastEventId == null || !lastEventId.startsWith(epoch + "-")) {
      return events.latest();
    }
    try {
      return Math.max(0, Long.parseLong(lastEventId.substring(epoch.length() + 1)));
    } catch (NumberFormatException e) {
      return events.latest();
    }
  }

  /** Sends what comes after the event of that number. */
  void run(long from) {
    try (SseEventSink sink = way.sink()) {
      send(way.sse().newEventBuilder().comment("events").build());
      long read = from;
      boolean open = true;
      while (open && !sink.isClosed()) {
        LiveEvents.Batch batch = events.after(read, SILENCE.toMillis());
        read = send(batch, read);
        open = batch.open();
      }
    } catch (GatewayException | CompletionException e) {
      // They may not see events any more, or they left.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long send(LiveEvents.Batch batch, long before) {
    Principal person = rights.get();
    if (!person.holds(Permission.USAGE_READ)) {
      way.sink().close();
      return before;
    }
    if (batch.missed()) {
      send(event(MISSED, JsonObject.EMPTY_JSON_OBJECT).build());
    }
    EventRights allowed = new EventRights(config, person);
    long read = before;
    boolean silent = true;
    for (LiveEvent each : batch.events()) {
      read = each.number();
      if (allowed.maySee(each.event())) {
        send(each);
        silent = false;
      }
    }
    if (silent) {
      send(way.sse().newEventBuilder().comment("").build());
    }
    return read;
  }

  private void send(LiveEvent event) {
    EventView view = EventView.of(event.event());
    JsonObject data =
        JsonAnswer.JSON.createObjectBuilder(view.data()).add("at", event.at().toString()).build();
    send(event(view.name(), data).id(epoch + "-" + event.number()).build());
  }

  private OutboundSseEvent.Builder event(String name, JsonObject data) {
    String text = new String(JsonAnswer.bytes(data), StandardCharsets.UTF_8);
    return way.sse().newEventBuilder().name(name).data(String.class, text);
  }

  /** Waits until it is written, so that a slow caller waits alone. */
  private void send(OutboundSseEvent event) {
    way.sink().send(event).toCompletableFuture().join();
  }
}
