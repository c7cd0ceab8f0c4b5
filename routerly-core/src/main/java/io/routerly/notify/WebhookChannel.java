package io.routerly.notify;

import io.routerly.json.JsonTrees;
import io.routerly.upstream.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Posts JSON to a URL, signed with a secret that both sides know.
 *
 * <p>{@code X-Routerly-Signature} is {@code sha256=} and the HMAC-SHA256 of the body in hexadecimal
 * digits. {@code X-Routerly-Delivery} is the same at every try, so that a receiver can tell a
 * repetition; {@code X-Routerly-Timestamp} is when this try was made.
 */
final class WebhookChannel implements Channel {
  private final ServiceClient client;
  private final URI url;
  private final WebhookFormat format;
  private final Optional<byte[]> secret;
  private final Clock clock;

  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  WebhookChannel(
      ServiceClient client, URI url, WebhookFormat format, Optional<String> secret, Clock clock) {
    this.client = client;
    this.url = url;
    this.format = format;
    this.secret = secret.map(text -> text.getBytes(StandardCharsets.UTF_8));
    this.clock = clock;
  }

  @Override
  public Outcome send(Notice notice) {
    byte[] body = JsonTrees.bytes(format.bodyOf(notice));
    return client.post(url, headers(notice, body), body);
  }

  private List<Header> headers(Notice notice, byte[] body) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Content-Type", "application/json"));
    headers.add(new Header("User-Agent", "Routerly"));
    headers.add(new Header("X-Routerly-Event", notice.kind().wireName()));
    headers.add(new Header("X-Routerly-Delivery", notice.id()));
    headers.add(new Header("X-Routerly-Timestamp", clock.instant().toString()));
    secret.ifPresent(
        key ->
            headers.add(
                new Header("X-Routerly-Signature", "sha256=" + Hmac.hex(Hmac.sha256(key, body)))));
    return headers;
  }
}
