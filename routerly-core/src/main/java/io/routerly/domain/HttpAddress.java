package io.routerly.domain;

import static java.util.Locale.ROOT;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which server an http or https URL leads to.
 *
 * @param secure whether TLS is spoken
 * @param host in lower case, an IPv6 address without brackets
 * @param port from 1 to 65535, the scheme's own where the URL names none
 */
public record HttpAddress(boolean secure, String host, int port) {
  private static final int LONGEST = 2048;
  private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9._-]+)(?::([0-9]{0,5}))?");

  /** Returns the address that a URL leads to, or empty if it has none or holds credentials. */
  public static Optional<HttpAddress> of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme();
    boolean secure = scheme.equalsIgnoreCase("https");
    if ((!secure && !scheme.equalsIgnoreCase("http")) || url.getRawUserInfo() != null) {
      return Optional.empty();
    }
    return url.getHost() == null
        ? ofAuthority(secure, url.getRawAuthority())
        : of(secure, url.getHost(), url.getPort());
  }

  /** Java takes names with an underscore, common among containers, for no host at all. */
  private static Optional<HttpAddress> ofAuthority(boolean secure, @Nullable String authority) {
    Matcher parts = AUTHORITY.matcher(authority == null ? "" : authority);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String digits = parts.group(2);
    boolean named = digits != null && !digits.isEmpty();
    return of(secure, parts.group(1), named ? Integer.parseInt(digits) : -1);
  }

  private static Optional<HttpAddress> of(boolean secure, String host, int namedPort) {
    int port = namedPort >= 0 ? namedPort : secure ? 443 : 80;
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return port == 0 || port > 65_535
        ? Optional.empty()
        : Optional.of(new HttpAddress(secure, name.toLowerCase(ROOT), port));
  }

  /** Checks a URL of the configuration; the message never repeats it, as it may hold a secret. */
  static void require(String url, String field) {
    String remedy = ", such as https://api.example.com/v1";
    if (url.length() > LONGEST) {
      throw wrong(field, "must have at most " + LONGEST + " characters");
    }
    URI parsed = parse(url).orElseThrow(() -> wrong(field, "must be a URL" + remedy));
    if (parsed.getRawAuthority() != null && parsed.getRawAuthority().indexOf('@') >= 0) {
      throw wrong(field, "must not hold a user or a password");
    }
    if (parsed.getRawQuery() != null || parsed.getRawFragment() != null) {
      throw wrong(field, "must not hold a query or a fragment: end it before ? and #");
    }
    if (of(parsed).isEmpty()) {
      throw wrong(field, "must be an http or https URL with a host" + remedy);
    }
  }

  private static Optional<URI> parse(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static InvalidFieldException wrong(String field, String message) {
    return new InvalidFieldException(field, message);
  }
}
