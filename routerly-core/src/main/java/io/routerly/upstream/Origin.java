package io.routerly.upstream;

import static io.routerly.error.ErrorCode.PROVIDER_UNREACHABLE;
import static java.util.Locale.ROOT;

import io.routerly.error.GatewayException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The server a connection leads to.
 *
 * @param secure whether TLS is spoken
 * @param host in lower case, an IPv6 address without brackets
 * @param port the port, never -1
 * @param privateAllowed whether the connection was opened under a rule that allows private
 *     addresses; part of the identity, so that a stricter request does not meet such a connection
 */
record Origin(boolean secure, String host, int port, boolean privateAllowed) {
  /** Returns the origin of {@code uri}, or refuses what this client cannot speak to. */
  static Origin of(URI uri, AddressRule rule) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    boolean secure = scheme.equalsIgnoreCase("https");
    if (!secure && !scheme.equalsIgnoreCase("http")) {
      throw refused("A provider's URL begins with http:// or https://.");
    }
    String host = uri.getHost();
    int port = uri.getPort();
    if (host == null) {
      // Java takes names with an underscore, common among containers, for no host at all.
      String authority = String.valueOf(uri.getRawAuthority());
      host = hostOf(authority);
      port = portOf(authority);
    } else if (uri.getRawUserInfo() != null) {
      throw refused("The URL of the host " + host + " must not hold a user or password.");
    }
    String name = lower(host);
    int effective = port >= 0 ? port : secure ? 443 : 80;
    if (effective == 0 || effective > 65_535) {
      throw refused("The URL of the host " + name + " must name a port from 1 to 65535.");
    }
    return new Origin(secure, name, effective, rule.permitsPrivate(name, effective));
  }

  /** Returns host and port as they appear in messages. */
  String display() {
    return bracketed() + ":" + port;
  }

  /** Returns the value of the {@code Host} header. */
  String hostHeader() {
    return port == (secure ? 443 : 80) ? bracketed() : display();
  }

  private String bracketed() {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  private static String lower(String host) {
    boolean literal = host.startsWith("[") && host.endsWith("]");
    return (literal ? host.substring(1, host.length() - 1) : host).toLowerCase(ROOT);
  }

  private static String hostOf(@Nullable String authority) {
    String host = authority == null ? "" : authority.replaceFirst(":[0-9]*$", "");
    if (!host.matches("[A-Za-z0-9._-]+")) {
      throw refused("A provider's URL names a host, as in https://api.example.com/v1.");
    }
    return host;
  }

  private static int portOf(String authority) {
    String digits = authority.substring(authority.indexOf(':') + 1);
    return digits.matches("[0-9]{1,5}") && authority.indexOf(':') >= 0
        ? Integer.parseInt(digits)
        : -1;
  }

  private static GatewayException refused(String sentence) {
    return new GatewayException(PROVIDER_UNREACHABLE, sentence);
  }
}
