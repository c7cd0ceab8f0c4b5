package io.routerly.bootstrap;

import io.routerly.budget.BudgetGate;
import io.routerly.budget.Scope;
import io.routerly.domain.BudgetState;
import io.routerly.domain.Settings;
import io.routerly.event.EventSink;
import io.routerly.health.HealthBoard;
import io.routerly.notify.ChannelFactory;
import io.routerly.notify.LedgerWatch;
import io.routerly.notify.ModelWatch;
import io.routerly.notify.Notifications;
import io.routerly.store.ConfigStore;
import io.routerly.store.Configuration;
import io.routerly.store.file.FileHome;
import io.routerly.upstream.AddressRule;
import io.routerly.upstream.UpstreamClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Notifications with their threads, and what looks for things to notify of: the gateway's side of
 * {@code notify}.
 */
final class Alerting implements AutoCloseable {
  private static final String NOWHERE = "http://localhost:3000";

  private final ConfigStore config;
  private final EventSink others;
  private final NotifyThreads threads = NotifyThreads.create();
  private final Notifications notifications;
  private final ModelWatch models;
  private final LedgerWatch ledger;

  /**
   * @param ids makes identifiers of messages
   * @param others wants to know of events as well
   */
  Alerting(
      GatewayOptions options,
      FileHome home,
      UpstreamClient upstream,
      HealthBoard health,
      Supplier<String> ids,
      EventSink others) {
    this.config = home.config();
    this.others = others;
    this.notifications =
        new Notifications(
            new Notifications.Words(
                config::current, () -> link(options, config), ids, options.clock()),
            home.notificationState(),
            new ChannelFactory(
                upstream,
                options.names(),
                () -> AddressRule.publicOr(config.current().settings().outboundAllow()),
                home.channelSecrets(),
                options.clock()),
            threads);
    this.models = new ModelWatch(health, () -> config.current().models(), sink(), options.clock());
    this.ledger = new LedgerWatch(() -> home.usage().isHealthy(), sink());
  }

  /** The default address leads nobody anywhere who is not at the service's own machine. */
  private static String link(GatewayOptions options, ConfigStore config) {
    Settings settings = config.current().settings();
    return options
        .environment()
        .apply("ROUTERLY_PUBLIC_URL")
        .filter(url -> !url.isBlank())
        .or(() -> Optional.of(settings.publicUrl()).filter(url -> !url.equals(NOWHERE)))
        .map(url -> url.replaceAll("/+$", ""))
        .orElse("");
  }

  Notifications notifications() {
    return notifications;
  }

  /** Returns where events of calls and budgets go: all who want to know of them. */
  EventSink sink() {
    return new FanOut(List.of(others, notifications));
  }

  /** Looks at models, ledger and budgets; to be called every few seconds. */
  void look(BudgetGate budgets) {
    models.look();
    ledger.look();
    notifications.rearm(() -> states(budgets));
  }

  /** Returns how all budgets stand. */
  List<BudgetState> states(BudgetGate budgets) {
    return scopes(config.current()).flatMap(scope -> budgets.states(scope).stream()).toList();
  }

  private static Stream<Scope> scopes(Configuration current) {
    Stream<Scope> below =
        current.projects().stream()
            .flatMap(
                project ->
                    Stream.concat(
                        Stream.of(Scope.project(project.id())),
                        project.tokens().stream().map(token -> Scope.token(token.id()))));
    return Stream.concat(Stream.of(Scope.GLOBAL), below);
  }

  @Override
  public void close() {
    threads.close();
    notifications.flush();
  }
}
