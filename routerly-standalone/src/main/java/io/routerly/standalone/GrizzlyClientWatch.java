package io.routerly.standalone;

import io.routerly.api.proxy.ClientWatch;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.jersey.internal.inject.AbstractBinder;

/**
 * Watches the client of the current request on Grizzly.
 *
 * <p>A departure is noticed at once when it falls into a wait that has lasted for half a second,
 * and after half a second otherwise. A client that closes only its sending half counts as gone:
 * nothing tells it from one that closed its connection.
 */
final class GrizzlyClientWatch implements ClientWatch {
  private final Provider<Request> requests;
  private final ClientWaits waits;
  private final Notifications notifications;

  /** Runs what is to be done about a client that left. */
  record Notifications(Executor executor) {}

  @Inject
  GrizzlyClientWatch(Provider<Request> requests, ClientWaits waits, Notifications notifications) {
    this.requests = requests;
    this.waits = waits;
    this.notifications = notifications;
  }

  @Override
  public Registration watch(Runnable onGone) {
    ClientWait wait = new ClientWait(requests.get(), onGone, notifications.executor());
    waits.add(wait);
    return wait;
  }

  /** Makes the watch injectable as {@link ClientWatch}. */
  static final class Binder extends AbstractBinder {
    private final ClientWaits waits;
    private final Notifications notifications;

    Binder(ClientWaits waits, Notifications notifications) {
      this.waits = waits;
      this.notifications = notifications;
    }

    @Override
    protected void configure() {
      bind(waits).to(ClientWaits.class);
      bind(notifications).to(Notifications.class);
      bind(GrizzlyClientWatch.class).to(ClientWatch.class).in(jakarta.inject.Singleton.class);
    }
  }
}
