package io.routerly.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Tells well-formed HTTP addresses from other text. */
final class HttpUrls {
  private HttpUrls() {}

  /** Returns whether this is an absolute http or https URL with a host and without credentials. */
  static boolean isHttpUrl(String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
