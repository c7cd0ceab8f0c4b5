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
  private static final String SENDGRID_USER = "apikey";

  private final ChannelSecrets secrets;
  private final ServiceClient client;
  private final ServiceAddresses services;
  private final SmtpChannel.Line mail;
  private final Clock clock;

  /**
   * @param upstream posts to services and webhooks
   * @param names turns the names of mail hosts into addresses
   * @param rule which addresses may be posted to, asked each time
   * @param secrets reads what is encrypted in the settings
   */
  public ChannelFactory(
      UpstreamClient upstream,
      HostResolver names,
      Supplier<AddressRule> rule,
      ChannelSecrets secrets,
      Clock clock) {
    this(
        new ServiceClient(upstream, rule),
        secrets,
        ServiceAddresses.REAL,
        new SmtpChannel.Line(
            new AddressGuard(names),
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            MailSocket.Patience.USUAL,
            System::nanoTime),
        clock);
  }

  ChannelFactory(
      ServiceClient client,
      ChannelSecrets secrets,
      ServiceAddresses services,
      SmtpChannel.Line mail,
      Clock clock) {
    this.secrets = secrets;
    this.client = client;
    this.services = services;
    this.mail = mail;
    this.clock = clock;
  }

  /** Returns the channel of settings that are not stored, whose secrets may be in clear text. */
  Channel ofUnsaved(JsonObject settings) {
    return of(secrets.seal(List.of(settings)).get(0));
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

  private static List<String> hidden(JsonObject settings, Map<String, String> clear) {
    List<String> hidden = new ArrayList<>(clear.values());
    Optional.ofNullable(clear.get("url"))
        .filter(ChannelField::isUrl)
        .ifPresent(url -> hidden.addAll(WebhookUrl.secretsOf(url)));
    Optional.ofNullable(clear.get("password"))
        .map(password -> new MailServer.Login(settings.getString("user", ""), password))
        .ifPresent(login -> hidden.addAll(login.travelling()));
    Optional.ofNullable(clear.get("apiKey"))
        .map(key -> new MailServer.Login(SENDGRID_USER, key))
        .ifPresent(login -> hidden.addAll(login.travelling()));
    AzureConnection.parse(secret(clear, "connectionString"))
        .ifPresent(
            connection -> hidden.add(Base64.getEncoder().encodeToString(connection.accessKey())));
    return hidden;
  }

  private Channel of(JsonObject settings, Map<String, String> clear) {
    return switch (settings.getString("type")) {
      case "webhook" -> webhook(settings, clear);
      case "smtp" -> mail(settings, MailServer.of(settings, secret(clear, "password")));
      case "ses" -> ses(settings, clear);
      case "sendgrid" -> sendGrid(settings, clear);
      case "azure" -> azure(settings, clear);
      case "google" -> google(settings, clear);
      default -> notice -> new Outcome.Refused("there is no channel of this type");
    };
  }

  private static String secret(Map<String, String> clear, String field) {
    return clear.getOrDefault(field, "");
  }

  private Channel webhook(JsonObject settings, Map<String, String> clear) {
    String url = secret(clear, "url");
    return ChannelField.isUrl(url)
        ? new WebhookChannel(
            client,
            URI.create(url),
            WebhookFormat.of(settings.getString("format", "json")),
            Optional.ofNullable(clear.get("secret")),
            clock)
        : notice -> new Outcome.Refused("its url is none");
  }

  private Channel mail(JsonObject settings, MailServer server) {
    return new SmtpChannel(server, Mailbox.of(settings), mail);
  }

  /**
   * By its mail server rather than its API: that is what its users have opened their networks for,
   * and the way that every other mail server is tested with as well.
   */
  private Channel sendGrid(JsonObject settings, Map<String, String> clear) {
    MailServer.Login login = new MailServer.Login(SENDGRID_USER, secret(clear, "apiKey"));
    return mail(settings, services.sendGrid().server("", login));
  }

  private Channel ses(JsonObject settings, Map<String, String> clear) {
    String region = settings.getString("region");
    if (!ChannelShapes.isSesApi(settings)) {
      MailServer.Login login =
          new MailServer.Login(settings.getString("user"), secret(clear, "password"));
      return mail(settings, services.sesMail().server(region, login));
    }
    AwsSignature signature =
        new AwsSignature(
            settings.getString("accessKeyId"), secret(clear, "secretAccessKey"), region, "ses");
    return new SesChannel(
        client,
        URI.create(services.sesApi().formatted(region)),
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
