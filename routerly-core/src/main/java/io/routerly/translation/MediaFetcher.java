package io.routerly.translation;

import static java.util.Locale.ROOT;

import io.routerly.chat.MediaSource;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.upstream.AddressRule;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Header;
import io.routerly.upstream.Timeouts;
import io.routerly.upstream.UpstreamClient;
import io.routerly.upstream.UpstreamRequest;
import io.routerly.upstream.UpstreamResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Fetches images and documents that a client names by URL, for providers that do not.
 *
 * <p>The URL comes from a stranger: public addresses only, unless the settings list the host; no
 * redirect is followed; nothing of the call goes along; kinds and sizes are limited. Thread-safe.
 */
public final class MediaFetcher {
  /** Largest file that is fetched, in bytes. */
  static final int MOST_BYTES = 20 * 1024 * 1024;

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final List<Header> HEADERS =
      List.of(
          new Header("accept", "image/*, application/pdf"), new Header("user-agent", "Routerly"));
  private static final Set<String> TYPES =
      Set.of(
          "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "image/heic",
          "image/heif",
          "application/pdf");

  private final UpstreamClient upstream;
  private final Supplier<AddressRule> rule;

  /**
   * @param rule which addresses may be fetched from, asked for each file
   */
  public MediaFetcher(UpstreamClient upstream, Supplier<AddressRule> rule) {
    this.upstream = upstream;
    this.rule = rule;
  }

  /**
   * Returns the file at {@code url}.
   *
   * @throws GatewayException {@code media_unavailable} if it cannot be had, saying why
   */
  MediaSource.Base64 fetch(String url, CancelSignal cancel) {
    UpstreamRequest request =
        new UpstreamRequest("GET", address(url), HEADERS, new byte[0], timeouts(), rule.get());
    try (UpstreamResponse response = upstream.send(request, cancel)) {
      if (response.status() != 200) {
        throw unavailable(url, "it answers with status " + response.status());
      }
      String type = mediaType(response);
      if (!TYPES.contains(type)) {
        throw unavailable(url, "it is neither an image nor a PDF, but " + printable(type));
      }
      return new MediaSource.Base64(type, Base64.getEncoder().encodeToString(read(url, response)));
    } catch (GatewayException e) {
      throw e.code() == ErrorCode.MEDIA_UNAVAILABLE || cancel.isCancelled()
          ? e
          : unavailable(url, e.sentence());
    }
  }

  private static byte[] read(String url, UpstreamResponse response) {
    if (response.contentLength() > MOST_BYTES) {
      throw unavailable(url, "it is larger than " + MOST_BYTES + " bytes");
    }
    return response.readAll(MOST_BYTES);
  }

  private static URI address(String url) {
    try {
      URI address = new URI(url);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(ROOT);
      if ((scheme.equals("http") || scheme.equals("https")) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw unavailable(url, "it is no URL");
    }
    throw unavailable(url, "it is no address of a file on the web");
  }

  private static Timeouts timeouts() {
    return new Timeouts(Duration.ofSeconds(5), LONGEST, LONGEST, Optional.of(LONGEST));
  }

  private static String mediaType(UpstreamResponse response) {
    String type = response.header("content-type").orElse("");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(ROOT);
  }

  private static GatewayException unavailable(String url, String why) {
    return new GatewayException(
        ErrorCode.MEDIA_UNAVAILABLE,
        "The file at %s cannot be fetched: %s. Send it in the request as base64."
            .formatted(printable(url), why));
  }

  /** Nothing of a signed address's query is repeated, nor more than a person would read. */
  private static String printable(String text) {
    int end = text.indexOf('?');
    String shown = end < 0 ? text : text.substring(0, end);
    return shown.substring(0, Math.min(shown.length(), 200)).replaceAll("[^\\x20-\\x7e]", "_");
  }
}
