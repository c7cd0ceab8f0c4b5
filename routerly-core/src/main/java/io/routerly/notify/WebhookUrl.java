package io.routerly.notify;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a webhook's address is to be left out wherever people read: whoever knows it can write.
 */
final class WebhookUrl {
  private static final int SHORT = 8;

  private WebhookUrl() {}

  /**
   * Returns the address, its path with query, and the longer ones of their parts, in the spelling
   * of the address and decoded.
   */
  static List<String> secretsOf(String url) {
    List<String> secrets = new ArrayList<>(List.of(url));
    URI uri = URI.create(url);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String place = uri.getRawPath() + query;
    addLong(secrets, place);
    for (String part : place.split("[/?&=;,]", -1)) {
      addLong(secrets, part);
    }
    for (String part : (uri.getPath() + "?" + uri.getQuery()).split("[/?&=;,]", -1)) {
      addLong(secrets, part);
    }
    return secrets;
  }

  /** Short parts are words such as {@code hooks}, which reasons must be able to say. */
  private static void addLong(List<String> secrets, String part) {
    if (part.length() > SHORT) {
      secrets.add(part);
    }
  }
}
