package io.routerly.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.upstream.Header;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of Google, had for a refresh token and kept until shortly before their end.
 *
 * <p><a href="https://developers.google.com/identity/protocols/oauth2/web-server#offline">OAuth
 * 2.0</a>. Thread-safe.
 */
final class GoogleTokens {
  private static final int MARGIN_SECONDS = 60;
  private static final int USUAL_SECONDS = 3_600;

  private final ServiceClient client;
  private final URI address;
  private final String form;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as is what follows. */
  private @Nullable String token;

  private Instant until = Instant.MIN;

  /**
   * What tokens are had for.
   *
   * @param clientId names the application
   * @param clientSecret proves it
   * @param refreshToken says that the owner of the mailbox agreed
   */
  record Grant(String clientId, String clientSecret, String refreshToken) {
    @Override
    public String toString() {
      return "Grant[***]";
    }
  }

  /**
   * @param address where tokens are had
   */
  GoogleTokens(ServiceClient client, URI address, Grant grant, Clock clock) {
    this.client = client;
    this.address = address;
    this.clock = clock;
    this.form =
        "grant_type=refresh_token&client_id=%s&client_secret=%s&refresh_token=%s"
            .formatted(
                URLEncoder.encode(grant.clientId(), UTF_8),
                URLEncoder.encode(grant.clientSecret(), UTF_8),
                URLEncoder.encode(grant.refreshToken(), UTF_8));
  }

  /** Returns what {@code call} does with a token, or why there is none. */
  Outcome use(Function<String, Outcome> call) {
    String known;
    lock.lock();
    try {
      if (token == null || !clock.instant().isBefore(until)) {
        Outcome fetched = fetch();
        if (!(fetched instanceof Outcome.Delivered)) {
          return fetched;
        }
      }
      known = token;
    } finally {
      lock.unlock();
    }
    return known == null ? new Outcome.Failed("Google gave no access token") : call.apply(known);
  }

  private Outcome fetch() {
    List<Header> headers = List.of(new Header("Content-Type", "application/x-www-form-urlencoded"));
    return client.post(address, headers, form.getBytes(UTF_8), this::keep);
  }

  private Outcome keep(ServiceAnswer answer) {
    Optional<JsonObject> body = answer.isSuccess() ? answer.json() : Optional.empty();
    String given = body.map(json -> json.getString("access_token", "")).orElse("");
    if (given.isEmpty()) {
      return answer.isSuccess()
          ? new Outcome.Refused("Google gave no access token")
          : answer.outcome();
    }
    int seconds = body.map(json -> json.getInt("expires_in", USUAL_SECONDS)).orElse(USUAL_SECONDS);
    token = given;
    until = clock.instant().plusSeconds(Math.max(0, seconds - MARGIN_SECONDS));
    return new Outcome.Delivered();
  }

  /** Forgets the token, which is not taken any more. */
  void forget() {
    lock.lock();
    try {
      token = null;
    } finally {
      lock.unlock();
    }
  }
}
