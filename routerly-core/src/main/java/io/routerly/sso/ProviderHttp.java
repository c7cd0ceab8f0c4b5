package io.routerly.sso;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.domain.HttpAddress;
import io.routerly.domain.OidcSettings;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.upstream.AddressRule;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Header;
import io.routerly.upstream.Timeouts;
import io.routerly.upstream.UpstreamClient;
import io.routerly.upstream.UpstreamRequest;
import io.routerly.upstream.UpstreamResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks an identity provider, under the gateway's address guard: its own host may have a private
 * address, as an administrator named it; other hosts that it names may not, unless the settings
 * list them. No redirect is followed, answers are bounded in size and time. Thread-safe.
 */
final class ProviderHttp {
  private static final int MOST_BYTES = 512 * 1024;

  /** How long a person who waits may be kept waiting. */
  static final Timeouts USUAL =
      new Timeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(8),
          Duration.ofSeconds(5),
          Optional.of(Duration.ofSeconds(10)));

  private static final Header JSON = new Header("accept", "application/json");

  private final UpstreamClient upstream;
  private final Supplier<List<String>> allowed;
  private final Timeouts timeouts;

  /**
   * @param allowed hosts that the settings list
   * @param timeouts of each request
   */
  ProviderHttp(UpstreamClient upstream, Supplier<List<String>> allowed, Timeouts timeouts) {
    this.upstream = upstream;
    this.allowed = allowed;
    this.timeouts = timeouts;
  }

  /** What a provider answered. */
  record Answer(URI from, int status, JsonObject body) {
    /**
     * Returns the body of a success.
     *
     * @throws GatewayException {@code identity_provider_failed} if it is none
     */
    JsonObject orThrow() {
      if (status != 200) {
        String redirect = status / 100 == 3 ? ", a redirect, which is not followed" : "";
        throw Failures.provider(
            "The identity provider answered with status "
                + status
                + redirect
                + " at "
                + from.getRawPath()
                + ".");
      }
      return body;
    }
  }

  /** Returns the object at an address, or what the provider says in its place. */
  Answer get(URI address, OidcSettings settings, Header... headers) {
    return send("GET", address, settings, headers, new byte[0]);
  }

  /** Sends a form and returns the answer. */
  Answer post(URI address, OidcSettings settings, String form, Header... headers) {
    List<Header> all = new ArrayList<>(List.of(headers));
    all.add(new Header("content-type", "application/x-www-form-urlencoded"));
    return send("POST", address, settings, all.toArray(Header[]::new), form.getBytes(UTF_8));
  }

  private Answer send(
      String method, URI address, OidcSettings settings, Header[] headers, byte[] body) {
    List<Header> all = new ArrayList<>(List.of(headers));
    all.add(JSON);
    UpstreamRequest request =
        new UpstreamRequest(method, address, all, body, timeouts, rule(settings));
    try (UpstreamResponse response = upstream.send(request, new CancelSignal())) {
      int status = response.status();
      return new Answer(address, status, object(status, response.readAll(MOST_BYTES)));
    } catch (GatewayException e) {
      throw e.code() == ErrorCode.IDENTITY_PROVIDER_FAILED
          ? e
          : Failures.provider(
              "The identity provider gives no answer at "
                  + address.getHost()
                  + ": "
                  + e.sentence());
    }
  }

  /** Only the object of a success must be one. */
  private static JsonObject object(int status, byte[] body) {
    try {
      return JsonTrees.object(body);
    } catch (JsonSyntaxException e) {
      if (status != 200) {
        return JsonObject.EMPTY_JSON_OBJECT;
      }
      throw Failures.provider("The identity provider's answer is no JSON object.");
    }
  }

  private AddressRule rule(OidcSettings settings) {
    List<String> hosts = new ArrayList<>(allowed.get());
    HttpAddress.of(URI.create(settings.issuer()))
        .ifPresent(issuer -> hosts.add(issuer.host() + ":" + issuer.port()));
    return AddressRule.publicOr(hosts);
  }
}
