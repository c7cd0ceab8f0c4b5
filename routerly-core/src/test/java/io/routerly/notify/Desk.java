package io.routerly.notify;

import io.routerly.domain.Budget;
import io.routerly.domain.BudgetLevel;
import io.routerly.domain.BudgetState;
import io.routerly.domain.Project;
import io.routerly.domain.Settings;
import io.routerly.json.JsonFactories;
import io.routerly.json.JsonTrees;
import io.routerly.secret.ChannelSecrets;
import io.routerly.secret.MasterSecret;
import io.routerly.store.Configuration;
import io.routerly.store.binding.RecordBinder;
import io.routerly.upstream.AddressGuard;
import io.routerly.upstream.AddressRule;
import io.routerly.upstream.HostResolver;
import io.routerly.upstream.SocketUpstreamClient;
import io.routerly.upstream.UpstreamClient;
import io.routerly.upstream.UpstreamSettings;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;

/** Notifications whose time, threads, state and services are in the hands of a test. */
final class Desk implements AutoCloseable {
  static final String CANARY = "canary-1234567890";
  static final String HOOK =
      "{\"type\":\"webhook\",\"name\":\"hook\",\"url\":\"%s\",\"secret\":\"" + CANARY + "\"}";

  Function<String, Optional<String>> environment = name -> Optional.empty();
  final SetClock clock = new SetClock();
  final HandCranked background = new HandCranked();
  final MemoryState state = new MemoryState();
  private final RecordBinder binder = new RecordBinder();
  private final UpstreamClient upstream = SocketUpstreamClient.create(UpstreamSettings.DEFAULTS);
  private final ChannelSecrets secrets =
      new ChannelSecrets(
          MasterSecret.random(new SecureRandom()),
          new SecureRandom(),
          name -> this.environment.apply(name));
  private final AtomicInteger messages = new AtomicInteger();
  private Configuration config = configured(List.of());
  AddressRule rule = AddressRule.publicOr(List.of("127.0.0.1"));

  private Configuration configured(List<JsonObject> channels) {
    Settings settings =
        binder
            .read(
                "{\"publicUrl\":\"https://gateway.example\"}".getBytes(StandardCharsets.UTF_8),
                Settings.class)
            .withNotifications(secrets.seal(channels));
    Project project =
        binder.read(
            """
            {"id":"proj_a","name":"My App","slug":"my-app","tokens":[
              {"id":"tok_a","token":"HASHED:x","description":"Production <token>"}]}
            """
                .getBytes(StandardCharsets.UTF_8),
            Project.class);
    return new Configuration(settings, List.of(), List.of(project), List.of(), List.of());
  }

  /** Configures channels, whose secrets are in clear text here and sealed there. */
  void channels(String... channels) {
    config = configured(List.of(channels).stream().map(Desk::json).toList());
  }

  static JsonObject json(String text) {
    return JsonTrees.object(text.getBytes(StandardCharsets.UTF_8));
  }

  Configuration configuration() {
    return config;
  }

  /** Returns the stored form of the configured channels. */
  List<JsonObject> stored() {
    return config.settings().notifications();
  }

  static SmtpChannel.Line line(SSLSocketFactory tls, MailSocket.Patience patience) {
    return new SmtpChannel.Line(
        new AddressGuard(HostResolver.SYSTEM), tls, patience, System::nanoTime);
  }

  ChannelFactory factory(ServiceAddresses services) {
    return factory(services, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  private ChannelFactory factory(ServiceAddresses services, SSLSocketFactory tls) {
    return new ChannelFactory(
        new ServiceClient(upstream, () -> rule),
        secrets,
        services,
        line(tls, MailSocket.Patience.USUAL),
        clock);
  }

  /** Returns notifications as after a start of the process. */
  Notifications started() {
    return new Notifications(
        new Notifications.Words(
            () -> config,
            () -> config.settings().publicUrl(),
            () -> "ntf_" + messages.incrementAndGet(),
            clock),
        state,
        factory(ServiceAddresses.REAL),
        background);
  }

  /** Returns the channel of these settings, whose services are all at one address. */
  Channel channel(String settings, String services) {
    channels(settings);
    URI all = URI.create(services);
    ServiceAddresses.Relay none = new ServiceAddresses.Relay("127.0.0.1", 1);
    return factory(new ServiceAddresses(services, none, none, URI.create(services + "/token"), all))
        .of(stored().get(0));
  }

  /** Returns the channel of these settings, whose mail servers are all at one port. */
  Channel mailChannel(String settings, int port, SSLSocketFactory tls) {
    channels(settings);
    ServiceAddresses.Relay relay = new ServiceAddresses.Relay("127.0.0.1", port);
    ServiceAddresses real = ServiceAddresses.REAL;
    return factory(
            new ServiceAddresses(real.sesApi(), relay, relay, real.googleTokens(), real.gmail()),
            tls)
        .of(stored().get(0));
  }

  /** Returns a message to be sent. */
  Notice notice() {
    return new NoticeWriter(() -> config, () -> "https://gateway.example", () -> "ntf_x", clock)
        .threshold(monthly("8.04", "2026-04-01T00:00:00Z"), 80);
  }

  BudgetState monthly(String used, String resetAt) {
    return state(BudgetLevel.PROJECT, "proj_a", "period", "monthly", used, resetAt);
  }

  BudgetState state(
      BudgetLevel level, String id, String type, String size, String used, String resetAt) {
    Budget budget =
        binder.bind(
            JsonFactories.BUILDERS
                .createObjectBuilder()
                .add("metric", "cost")
                .add("limit", 10)
                .add("windowType", type)
                .add("windowSize", size)
                .build(),
            Budget.class);
    return new BudgetState(
        level,
        id,
        budget,
        new BigDecimal(used),
        BigDecimal.ZERO,
        Instant.parse("2026-03-01T00:00:00Z"),
        Optional.of(Instant.parse(resetAt)));
  }

  @Override
  public void close() {
    upstream.close();
  }
}
