package io.routerly.upstream;

import static io.routerly.error.ErrorCode.PROVIDER_UNREACHABLE;

import io.routerly.domain.HttpAddress;
import io.routerly.error.GatewayException;
import java.net.URI;

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
    HttpAddress address = HttpAddress.of(uri).orElseThrow(Origin::refused);
    boolean privateAllowed = rule.permitsPrivate(address.host(), address.port());
    return new Origin(address.secure(), address.host(), address.port(), privateAllowed);
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

  private static GatewayException refused() {
    return new GatewayException(
        PROVIDER_UNREACHABLE,
        "A provider's URL names a host and no user, as in https://api.example.com/v1.");
  }
}
