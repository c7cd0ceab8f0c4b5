package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import io.routerly.json.JsonTrees;
import io.routerly.upstream.Header;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;

/**
 * Sends e-mail through SendGrid.
 *
 * <p><a href="https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send">Mail
 * Send</a>.
 */
final class SendGridChannel implements Channel {
  private final ServiceClient client;
  private final URI address;
  private final String apiKey;
  private final Mailbox mailbox;

  /**
   * @param service where the API is
   */
  SendGridChannel(ServiceClient client, URI service, String apiKey, Mailbox mailbox) {
    this.client = client;
    this.address = URI.create(service + "/v3/mail/send");
    this.apiKey = apiKey;
    this.mailbox = mailbox;
  }

  @Override
  public Outcome send(Notice notice) {
    List<Header> headers =
        List.of(
            new Header("Content-Type", "application/json"),
            new Header("Authorization", "Bearer " + apiKey));
    return client.post(address, headers, JsonTrees.bytes(body(EmailText.of(notice))));
  }

  private JsonObject body(EmailText email) {
    JsonArrayBuilder to = BUILDERS.createArrayBuilder();
    mailbox.to().forEach(address -> to.add(person(address)));
    return BUILDERS
        .createObjectBuilder()
        .add(
            "personalizations",
            BUILDERS.createArrayBuilder().add(BUILDERS.createObjectBuilder().add("to", to)))
        .add("from", person(mailbox.from()).add("name", "Routerly"))
        .add("subject", email.subject())
        .add(
            "content",
            BUILDERS
                .createArrayBuilder()
                .add(content("text/plain", email.text()))
                .add(content("text/html", email.html())))
        .build();
  }

  private static JsonObjectBuilder person(String address) {
    return BUILDERS.createObjectBuilder().add("email", address);
  }

  private static JsonObjectBuilder content(String type, String value) {
    return BUILDERS.createObjectBuilder().add("type", type).add("value", value);
  }
}
