package io.routerly.notify;

import io.routerly.secret.ChannelSecrets;
import io.routerly.secret.ProviderKey;
import io.routerly.upstream.AddressGuard;
import io.routerly.upstream.AddressRule;
import io.routerly.upstream.HostResolver;
import io.routerly.upstream.UpstreamClient;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes the channels of all types, of settings that {@link ChannelShapes} has no fault to find
 * with.
 */
public final class ChannelFactory {
  private static final int SUBMISSION_PORT = 587;

  private final ChannelSecrets secrets;
  private final ServiceClient client;
  private final ServiceAddresses services;
  private final AddressGuard guard;
  private final SSLSocketFactory tls;
  private final Clock clock;

  /**
   * @param upstream posts to services and webhooks
   * @param rule which addresses may be posted to, asked each time
   * @param secrets reads what is encrypted in the settings
   */
  public ChannelFactory(
      UpstreamClient upstream, Supplier<AddressRule> rule, ChannelSecrets secrets, Clock clock) {
    this(
        new ServiceClient(upstream, rule),
        secrets,
        ServiceAddresses.REAL,
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        clock);
  }

  ChannelFactory(
      ServiceClient client,
      ChannelSecrets secrets,
      ServiceAddresses services,
      SSLSocketFactory tls,
      Clock clock) {
    this.secrets = secrets;
    this.client = client;
    this.services = services;
    this.guard = new AddressGuard(HostResolver.SYSTEM);
    this.tls = tls;
    this.clock = clock;
  }

  /** Returns the channel; one whose secrets cannot be read refuses all messages and says so. */
  Channel of(JsonObject settings) {
    Map<String, String> clear = new LinkedHashMap<>();
    for (String field : ChannelSecrets.fieldsOf(settings)) {
      ProviderKey key = secrets.of(settings, field);
      if (key instanceof ProviderKey.Unreadable unreadable) {
        return notice -> new Outcome.Refused(unreadable.reason());
      }
      if (key instanceof ProviderKey.Available available) {
        clear.put(field, available.credential().secret());
      }
    }
    return new Redacted(of(settings, clear), hidden(settings, clear));
  }

  /** The address of a webhook is often all that it takes to write there. */
  private static List<String> hidden(JsonObject settings, Map<String, String> clear) {
    List<String> hidden = new ArrayList<>(clear.values());
    hidden.add(settings.getString("url", ""));
    AzureConnection.parse(secret(clear, "connectionString"))
        .ifPresent(
            connection -> hidden.add(Base64.getEncoder().encodeToString(connection.accessKey())));
    return hidden;
  }

  private Channel of(JsonObject settings, Map<String, String> clear) {
    return switch (settings.getString("type")) {
      case "webhook" -> webhook(settings, clear);
      case "smtp" -> smtp(settings, clear);
      case "ses" -> ses(settings, clear);
      case "sendgrid" ->
          new SendGridChannel(
              client, services.sendGrid(), secret(clear, "apiKey"), Mailbox.of(settings));
      case "azure" -> azure(settings, clear);
      case "google" -> google(settings, clear);
      default -> notice -> new Outcome.Refused("there is no channel of this type");
    };
  }

  private static String secret(Map<String, String> clear, String field) {
    return clear.getOrDefault(field, "");
  }

  private Channel webhook(JsonObject settings, Map<String, String> clear) {
    return new WebhookChannel(
        client,
        URI.create(settings.getString("url")),
        WebhookFormat.of(settings.getString("format", "json")),
        Optional.ofNullable(clear.get("secret")),
        clock);
  }

  private Channel smtp(JsonObject settings, Map<String, String> clear) {
    int port = settings.getInt("port", SUBMISSION_PORT);
    Optional<SmtpChannel.Login> login =
        Optional.ofNullable(settings.getString("username", null))
            .map(user -> new SmtpChannel.Login(user, secret(clear, "password")));
    return new SmtpChannel(
        new SmtpChannel.Server(
            settings.getString("host"),
            port,
            SmtpChannel.Security.of(settings.getString("security", ""), port),
            login),
        Mailbox.of(settings),
        guard,
        tls);
  }

  private Channel ses(JsonObject settings, Map<String, String> clear) {
    String region = settings.getString("region");
    AwsSignature signature =
        new AwsSignature(
            settings.getString("accessKeyId"), secret(clear, "secretAccessKey"), region, "ses");
    return new SesChannel(
        client,
        URI.create(services.ses().formatted(region)),
        signature,
        Mailbox.of(settings),
        clock);
  }

  private Channel azure(JsonObject settings, Map<String, String> clear) {
    return AzureConnection.parse(secret(clear, "connectionString"))
        .<Channel>map(
            connection -> new AzureChannel(client, connection, Mailbox.of(settings), clock))
        .orElse(notice -> new Outcome.Refused("its connectionString is none"));
  }

  private Channel google(JsonObject settings, Map<String, String> clear) {
    GoogleTokens.Grant grant =
        new GoogleTokens.Grant(
            settings.getString("clientId"),
            secret(clear, "clientSecret"),
            secret(clear, "refreshToken"));
    return new GoogleChannel(
        client,
        new GoogleTokens(client, services.googleTokens(), grant, clock),
        services.gmail(),
        Mailbox.of(settings));
  }
}
