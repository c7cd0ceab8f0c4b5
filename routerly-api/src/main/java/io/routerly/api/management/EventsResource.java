package io.routerly.api.management;

import static io.routerly.api.http.SignedInContext.principalOf;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Refuses;
import io.routerly.api.describe.Sends;
import io.routerly.api.http.Identity;
import io.routerly.api.http.RequiresPermission;
import io.routerly.auth.Principal;
import io.routerly.domain.Permission;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.event.LiveEvents;
import io.routerly.store.ConfigStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/events}: finished calls and what becomes of budgets and models, as it happens. */
@Path("api/events")
public final class EventsResource {
  /** Each has a thread and a connection. */
  private static final int MOST_FOLLOWERS = 64;

  /** So that nobody keeps the others from following. */
  private static final int MOST_OF_A_PERSON = 16;

  private final ConfigStore config;
  private final LiveEvents events;
  private final Identity identity;
  private final String epoch;
  private final Executor threads;
  private final Seats seats = new Seats(MOST_FOLLOWERS, MOST_OF_A_PERSON);

  /**
   * @param epoch tells the events of this process from those of another one
   * @param threads gives each who follows a thread
   */
  public EventsResource(
      ConfigStore config, LiveEvents events, Identity identity, String epoch, Executor threads) {
    this.config = config;
    this.events = events;
    this.identity = identity;
    this.epoch = epoch;
    this.threads = threads;
  }

  /**
   * Sends events as they happen, for as long as the caller stays and may see them.
   *
   * @param lastEventId the id of the last event that was read: what came after it is sent first
   */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RequiresPermission(Permission.USAGE_READ)
  @Answers(media = MediaType.SERVER_SENT_EVENTS)
  @Refuses(ErrorCode.OVERLOADED)
  @Sends({
    @Sends.Event(
        name = "call",
        data = {UsageShapes.UsageEntry.class, EventShapes.EventTime.class}),
    @Sends.Event(
        name = {"budget.threshold", "budget.exhausted", "budget.reset"},
        data = {EventShapes.BudgetEvent.class, EventShapes.EventTime.class}),
    @Sends.Event(
        name = {"provider.unhealthy", "provider.recovered"},
        data = {EventShapes.ModelEvent.class, EventShapes.EventTime.class}),
    @Sends.Event(
        name = {"ledger.unavailable", "ledger.available"},
        data = EventShapes.EventTime.class),
    @Sends.Event(
        name = "missed",
        data = {})
  })
  public void follow(
      @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String lastEventId,
      @Context SecurityContext security,
      @Context SseEventSink sink,
      @Context Sse sse) {
    Principal person = principalOf(security);
    if (!seats.take(person.userId())) {
      throw new GatewayException(
          ErrorCode.OVERLOADED,
          MOST_FOLLOWERS
              + " follow events already, or you do "
              + MOST_OF_A_PERSON
              + " times: try again later.");
    }
    Supplier<Principal> rights = () -> identity.again(person);
    EventFollower follower =
        new EventFollower(events, epoch, rights, config, new EventFollower.Way(sink, sse));
    long from = follower.numberIn(lastEventId);
    threads.execute(
        () -> {
          try {
            follower.run(from);
          } finally {
            seats.giveBack(person.userId());
          }
        });
  }
}
