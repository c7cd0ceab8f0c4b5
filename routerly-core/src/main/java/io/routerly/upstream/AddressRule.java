package io.routerly.upstream;

import static java.util.Locale.ROOT;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.net.URI;
import java.util.Collection;
import java.util.Set;

/**
 * Which addresses a request may be sent to.
 *
 * <p>Link-local, metadata, multicast and unspecified addresses are refused under every rule; see
 * {@link AddressGuard}.
 *
 * @param privateAllowed whether loopback and private ranges are allowed for all hosts
 * @param allowedHosts hosts, as {@code name} or {@code name:port} in lower case, for which they are
 *     allowed in any case
 */
public record AddressRule(boolean privateAllowed, Set<String> allowedHosts) {
  /** For base URLs that an administrator set: local and private providers are allowed. */
  public static final AddressRule PRIVATE_ALLOWED = new AddressRule(true, Set.of());

  /** For webhooks and images: public addresses only. */
  public static final AddressRule PUBLIC_ONLY = new AddressRule(false, Set.of());

  /** Copies the set and takes its entries in lower case. */
  public AddressRule {
    allowedHosts =
        allowedHosts.stream().map(host -> host.toLowerCase(ROOT)).collect(toUnmodifiableSet());
  }

  /** Returns the rule that allows public addresses, and private ones for {@code hosts} alone. */
  public static AddressRule publicOr(Collection<String> hosts) {
    return new AddressRule(false, Set.copyOf(hosts));
  }

  /** Returns whether the host of {@code address} is among those that are allowed by name. */
  public boolean lists(URI address) {
    String host = address.getHost();
    if (host == null || allowedHosts.isEmpty()) {
      return false;
    }
    int usual = "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    int port = address.getPort() < 0 ? usual : address.getPort();
    String name = host.toLowerCase(ROOT);
    return allowedHosts.contains(name) || allowedHosts.contains(name + ":" + port);
  }

  /** Returns whether {@code host}, in lower case, may resolve to a private address. */
  boolean permitsPrivate(String host, int port) {
    return privateAllowed
        || (!allowedHosts.isEmpty()
            && (allowedHosts.contains(host) || allowedHosts.contains(host + ":" + port)));
  }
}
