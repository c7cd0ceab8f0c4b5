package io.routerly.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks origins as browsers name them in the header {@code Origin} (RFC 6454, 6.2). */
final class Origins {
  private static final String NAME = "[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?";
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(https?)://(?:%s(?:\\.%s)*|\\[[0-9a-f:.]{2,45}\\])(?::([1-9][0-9]{0,4}))?"
              .formatted(NAME, NAME));
  private static final int MOST_CHARACTERS = 300;
  private static final int MAX_PORT = 65_535;

  private Origins() {}

  /** An origin that is written otherwise than browsers write it would never match. */
  static void require(String origin) {
    if (origin.equals("*")) {
      throw wrong("must name each origin; * would let every page in");
    }
    Matcher parts = ORIGIN.matcher(origin);
    if (origin.length() > MOST_CHARACTERS || !parts.matches()) {
      throw wrong(
          "must be origins in lower case, such as https://app.example.com or"
              + " http://localhost:5173, and nothing after host and port");
    }
    String port = parts.group(2);
    if (port != null && Integer.parseInt(port) > MAX_PORT) {
      throw wrong("must have ports up to " + MAX_PORT);
    }
    if (port != null && port.equals(parts.group(1).equals("https") ? "443" : "80")) {
      throw wrong("must leave the scheme's own port out, as browsers do");
    }
  }

  private static InvalidFieldException wrong(String message) {
    return new InvalidFieldException("corsOrigins", message);
  }
}
