package io.routerly.notify;

import static io.routerly.json.JsonFactories.BUILDERS;

import io.routerly.json.JsonTrees;
import io.routerly.upstream.Header;
import java.net.URI;
import java.util.Base64;
import java.util.List;

/**
 * Sends e-mail through the Gmail API.
 *
 * <p><a
 * href="https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/send">
 * users.messages.send</a>, with tokens of {@link GoogleTokens}.
 */
final class GoogleChannel implements Channel {
  private static final int UNAUTHORIZED = 401;

  private final ServiceClient client;
  private final GoogleTokens tokens;
  private final URI address;
  private final Mailbox mailbox;

  /**
   * @param gmail where the API is
   */
  GoogleChannel(ServiceClient client, GoogleTokens tokens, URI gmail, Mailbox mailbox) {
    this.client = client;
    this.tokens = tokens;
    this.address = URI.create(gmail + "/gmail/v1/users/me/messages/send");
    this.mailbox = mailbox;
  }

  @Override
  public Outcome send(Notice notice) {
    return tokens.use(token -> send(notice, token));
  }

  private Outcome send(Notice notice, String token) {
    byte[] message = MailMessage.of(notice, mailbox.from(), mailbox.to());
    String raw = Base64.getUrlEncoder().encodeToString(message);
    return client.post(
        address,
        List.of(
            new Header("Content-Type", "application/json"),
            new Header("Authorization", "Bearer " + token)),
        JsonTrees.bytes(BUILDERS.createObjectBuilder().add("raw", raw).build()),
        this::outcome);
  }

  /** A token may be withdrawn before its time; the next try asks for a new one. */
  private Outcome outcome(ServiceAnswer answer) {
    if (answer.status() != UNAUTHORIZED) {
      return answer.outcome();
    }
    tokens.forget();
    return new Outcome.Failed(answer.reason());
  }
}
