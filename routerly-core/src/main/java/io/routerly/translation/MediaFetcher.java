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
import io.routerly.upstream.UpstreamTimeoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Fetches images and documents that a client names by URL, for providers that do not.
 *
 * <p>The URL comes from a stranger: public addresses only, unless the settings list the host; no
 * redirect is followed; nothing of the call goes along; kinds and sizes are limited. Thread-safe.
 */
public final class MediaFetcher {
  private static final List<Header> HEADERS =
      List.of(
          new Header("accept", "image/*, application/pdf"), new Header("user-agent", "Routerly"));
  private static final int LONGEST_SHOWN = 200;

  private final UpstreamClient upstream;
  private final Supplier<AddressRule> rule;
  private final LongSupplier nanoTime;
  private final MediaLimits limits;

  /**
   * @param rule which addresses may be fetched from, asked for each file
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public MediaFetcher(UpstreamClient upstream, Supplier<AddressRule> rule, LongSupplier nanoTime) {
    this(upstream, rule, nanoTime, MediaLimits.USUAL);
  }

  MediaFetcher(
      UpstreamClient upstream,
      Supplier<AddressRule> rule,
      LongSupplier nanoTime,
      MediaLimits limits) {
    this.upstream = upstream;
    this.rule = rule;
    this.nanoTime = nanoTime;
    this.limits = limits;
  }

  /** Returns the nanoseconds since some moment. */
  long now() {
    return nanoTime.getAsLong();
  }

  /** Returns how much is fetched at most. */
  MediaLimits limits() {
    return limits;
  }

  /** Returns whether the settings list the host of {@code url}. */
  boolean isListed(String url) {
    try {
      return rule.get().lists(new URI(url));
    } catch (URISyntaxException e) {
      return false; // whoever fetches it finds that out
    }
  }

  /**
   * Returns the file at {@code url}.
   *
   * @param mostBytes how large it may be, as far as no file is refused for its size anyway
   * @param patience how long it may take from its start to its end
   * @throws GatewayException {@code media_unavailable} if it cannot be had, saying why
   */
  MediaSource.Base64 fetch(String url, int mostBytes, Duration patience, CancelSignal cancel) {
    UpstreamRequest request =
        new UpstreamRequest(
            "GET", address(url), HEADERS, new byte[0], timeouts(patience), rule.get());
    try (UpstreamResponse response = upstream.send(request, cancel)) {
      return read(url, response, Math.min(mostBytes, limits.bytesPerFile()));
    } catch (GatewayException e) {
      throw isOfTheFile(e) && !cancel.isCancelled() ? unavailable(url, reason(e)) : e;
    }
  }

  private static MediaSource.Base64 read(String url, UpstreamResponse response, int mostBytes) {
    if (response.status() != 200) {
      throw unavailable(url, reason(response.status()));
    }
    String said = MediaTypes.plain(response.header("content-type").orElse(""));
    if (!MediaTypes.mayBeReadable(said)) {
      throw unavailable(url, unreadable(said));
    }
    byte[] file = bytes(url, response, mostBytes);
    String type = MediaTypes.of(said, file).orElseThrow(() -> unavailable(url, unreadable(said)));
    return new MediaSource.Base64(type, Base64.getEncoder().encodeToString(file));
  }

  private static byte[] bytes(String url, UpstreamResponse response, int mostBytes) {
    if (response.contentLength() > mostBytes) {
      throw tooLarge(url, mostBytes);
    }
    try {
      byte[] file = response.body().readNBytes(mostBytes + 1);
      if (file.length > mostBytes) {
        throw tooLarge(url, mostBytes);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI address(String url) {
    try {
      URI address = new URI(url);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(ROOT);
      if (address.getRawUserInfo() != null) {
        throw unavailable(url, "its address holds a user name");
      }
      if ((scheme.equals("http") || scheme.equals("https")) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw unavailable(url, "it is no URL");
    }
    throw unavailable(url, "it is no address of a file on the web");
  }

  private Timeouts timeouts(Duration patience) {
    Duration connect = limits.connect().compareTo(patience) < 0 ? limits.connect() : patience;
    return new Timeouts(connect, patience, patience, Optional.of(patience));
  }

  /** That the gateway itself is too busy is no fault of the file. */
  private static boolean isOfTheFile(GatewayException e) {
    return switch (e.code()) {
      case PROVIDER_UNREACHABLE, PROVIDER_TIMEOUT, PROVIDER_BAD_RESPONSE, PROVIDER_INTERRUPTED ->
          true;
      default -> false;
    };
  }

  private static String reason(GatewayException e) {
    if (e instanceof UpstreamTimeoutException timeout) {
      return "its server takes too long (" + timeout.phase().wireName() + " time-out)";
    }
    if (e.code() != ErrorCode.PROVIDER_UNREACHABLE) {
      return "its server's answer is damaged or breaks off";
    }
    String sentence = e.sentence();
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String reason(int status) {
    return status / 100 == 3
        ? "its server redirects (status " + status + "), which is not followed"
        : "its server answers with status " + status;
  }

  private static String unreadable(String type) {
    return "it is neither an image that models read nor a PDF, but "
        + (type.isEmpty() ? "of no known type" : printable(type));
  }

  private static GatewayException tooLarge(String url, int mostBytes) {
    return unavailable(url, "it is larger than the " + mostBytes + " bytes that are left for it");
  }

  /** Returns the error that says of one file of a request why it is not there. */
  static GatewayException unavailable(String url, String why) {
    return new GatewayException(
        ErrorCode.MEDIA_UNAVAILABLE,
        "The file at %s cannot be fetched: %s. Send it in the request as base64."
            .formatted(addressShown(url), why));
  }

  /** Nothing of a signed address's query is repeated, nor a password. */
  private static String addressShown(String url) {
    int end = 0;
    while (end < url.length() && "?#\\".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return printable(url.substring(0, end).replaceFirst("//[^/]*@", "//"));
  }

  private static String printable(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_SHOWN))
        .replaceAll("[^\\x20-\\x7e]", "_");
  }
}
