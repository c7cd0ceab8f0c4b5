package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import io.routerly.json.JsonTrees;
import io.routerly.upstream.Header;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/**
 * Sends e-mail through version 2 of the API of Amazon SES.
 *
 * <p><a
 * href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html">SendEmail</a>.
 */
final class SesChannel implements Channel {
  private final ServiceClient client;
  private final URI address;
  private final AwsSignature signature;
  private final Mailbox mailbox;
  private final Clock clock;

  /**
   * @param service where the API of the region is
   */
  SesChannel(
      ServiceClient client, URI service, AwsSignature signature, Mailbox mailbox, Clock clock) {
    this.client = client;
    this.address = URI.create(service + "/v2/email/outbound-emails");
    this.signature = signature;
    this.mailbox = mailbox;
    this.clock = clock;
  }

  @Override
  public Outcome send(Notice notice) {
    byte[] body = JsonTrees.bytes(body(EmailText.of(notice)));
    List<Header> headers = List.of(new Header("Content-Type", "application/json"));
    return client.post(
        address, signature.sign("POST", address, headers, body, clock.instant()), body);
  }

  private JsonObject body(EmailText email) {
    JsonObjectBuilder parts =
        BUILDERS
            .createObjectBuilder()
            .add("Text", text(email.text()))
            .add("Html", text(email.html()));
    JsonObjectBuilder simple =
        BUILDERS.createObjectBuilder().add("Subject", text(email.subject())).add("Body", parts);
    return BUILDERS
        .createObjectBuilder()
        .add("FromEmailAddress", mailbox.from())
        .add(
            "Destination",
            BUILDERS
                .createObjectBuilder()
                .add("ToAddresses", BUILDERS.createArrayBuilder(mailbox.to())))
        .add("Content", BUILDERS.createObjectBuilder().add("Simple", simple))
        .build();
  }

  private static JsonObjectBuilder text(String text) {
    return BUILDERS.createObjectBuilder().add("Data", text).add("Charset", "UTF-8");
  }
}
