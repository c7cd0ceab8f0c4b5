package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import io.routerly.json.JsonTrees;
import io.routerly.upstream.Header;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Sends e-mail through Azure Communication Services.
 *
 * <p><a href="https://learn.microsoft.com/en-us/rest/api/communication/email/email/send">Send</a>,
 * signed as <a
 * href="https://learn.microsoft.com/en-us/azure/communication-services/tutorials/hmac-header-tutorial">
 * with an access key</a>.
 */
final class AzureChannel implements Channel {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final ServiceClient client;
  private final AzureConnection connection;
  private final URI address;
  private final Mailbox mailbox;
  private final Clock clock;

  AzureChannel(ServiceClient client, AzureConnection connection, Mailbox mailbox, Clock clock) {
    this.client = client;
    this.connection = connection;
    this.address = URI.create(connection.endpoint() + "/emails:send?api-version=2023-03-31");
    this.mailbox = mailbox;
    this.clock = clock;
  }

  @Override
  public Outcome send(Notice notice) {
    byte[] body = JsonTrees.bytes(body(EmailText.of(notice)));
    return client.post(address, headers(body), body);
  }

  private List<Header> headers(byte[] body) {
    String date = HTTP_DATE.format(clock.instant());
    String hash = base64(Hmac.digest(body));
    String toSign =
        "POST\n%s?%s\n%s;%s;%s"
            .formatted(
                address.getRawPath(), address.getRawQuery(), date, address.getRawAuthority(), hash);
    String signature = base64(Hmac.sha256(connection.accessKey(), toSign));
    return List.of(
        new Header("Content-Type", "application/json"),
        new Header("x-ms-date", date),
        new Header("x-ms-content-sha256", hash),
        new Header(
            "Authorization",
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" + signature));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private JsonObject body(EmailText email) {
    JsonArrayBuilder to = BUILDERS.createArrayBuilder();
    mailbox.to().forEach(person -> to.add(BUILDERS.createObjectBuilder().add("address", person)));
    return BUILDERS
        .createObjectBuilder()
        .add("senderAddress", mailbox.from())
        .add("recipients", BUILDERS.createObjectBuilder().add("to", to))
        .add(
            "content",
            BUILDERS
                .createObjectBuilder()
                .add("subject", email.subject())
                .add("plainText", email.text())
                .add("html", email.html()))
        .build();
  }
}
