package io.routerly.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host name into addresses; thread-safe. */
@FunctionalInterface
public interface HostResolver {
  /** The resolver of the operating system, behind the JDK's cache. */
  HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /**
   * Returns the addresses of {@code host}, which may also be an address in any spelling, in order
   * of preference.
   *
   * @throws UnknownHostException if there is none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
