package io.routerly.upstream;

import static io.routerly.error.ErrorCode.PROVIDER_UNREACHABLE;
import static java.util.Locale.ROOT;

import io.routerly.error.GatewayException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves a host once and lets only those addresses through that the rule allows.
 *
 * <p>What it returns is what the caller connects to, so a name that resolves differently a moment
 * later gains nothing. If one of several addresses is forbidden, the host is refused: an honest
 * name does not mix them. However an address is spelled in a URL, it is judged by its bytes.
 */
public final class AddressGuard {
  private final HostResolver resolver;

  /** Creates a guard over {@code resolver}. */
  public AddressGuard(HostResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Returns the addresses of {@code host} in order of preference, all of them allowed.
   *
   * @throws GatewayException {@code PROVIDER_UNREACHABLE} when the host is unknown or forbidden
   */
  public List<InetAddress> resolve(String host, int port, AddressRule rule) {
    return allowed(lookUp(host), host, port, rule);
  }

  /** Returns the addresses of {@code host} if all of them are allowed. */
  List<InetAddress> allowed(List<InetAddress> addresses, String host, int port, AddressRule rule) {
    boolean privateAllowed = rule.permitsPrivate(host.toLowerCase(ROOT), port);
    for (InetAddress address : addresses) {
      AddressClass found = AddressClass.of(address);
      if (found == AddressClass.FORBIDDEN || (found == AddressClass.PRIVATE && !privateAllowed)) {
        throw new GatewayException(PROVIDER_UNREACHABLE, refusal(host, found));
      }
    }
    return addresses;
  }

  /** Returns the addresses of {@code host} in order of preference, whether allowed or not. */
  List<InetAddress> lookUp(String host) {
    try {
      List<InetAddress> addresses = resolver.resolve(host);
      if (!addresses.isEmpty()) {
        return addresses;
      }
    } catch (UnknownHostException e) {
      throw new GatewayException(PROVIDER_UNREACHABLE, unknown(host), e);
    }
    throw new GatewayException(PROVIDER_UNREACHABLE, unknown(host));
  }

  private static String unknown(String host) {
    return "The host " + host + " is unknown: check its name and the DNS.";
  }

  private static String refusal(String host, AddressClass found) {
    return found == AddressClass.FORBIDDEN
        ? "The host " + host + " has a link-local, metadata or reserved address: refused."
        : "The host " + host + " has a private address, which is not allowed here: refused.";
  }
}
