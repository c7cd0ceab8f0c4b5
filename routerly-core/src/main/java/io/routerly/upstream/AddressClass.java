package io.routerly.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** What kind of network an address belongs to. */
enum AddressClass {
  /** Reachable from the internet. */
  PUBLIC,
  /** Loopback, private and other ranges that lead into the operator's own network. */
  PRIVATE,
  /** Never a provider: metadata services, link-local, multicast, unspecified, broadcast. */
  FORBIDDEN;

  /**
   * Metadata services outside the link-local range: Alibaba, Azure, Oracle, AWS, which gives pods
   * their credentials in the same range, Google, and Scaleway.
   */
  private static final List<Block> METADATA =
      List.of(
          Block.of("100.100.100.200/32"),
          Block.of("168.63.129.16/32"),
          Block.of("192.0.0.192/32"),
          Block.of("fd00:ec2::/32"),
          Block.of("fd00:c1::a9fe:a9fe/128"),
          Block.of("fd00:42::42/128"),
          Block.of("fd20:ce::254/128"));

  private static final List<Block> PRIVATE_BLOCKS =
      List.of(
          Block.of("127.0.0.0/8"),
          Block.of("10.0.0.0/8"),
          Block.of("172.16.0.0/12"),
          Block.of("192.168.0.0/16"),
          Block.of("100.64.0.0/10"), // shared address space, RFC 6598
          Block.of("192.0.0.0/24"),
          Block.of("198.18.0.0/15"), // benchmarking, RFC 2544
          Block.of("240.0.0.0/4"),
          Block.of("::1/128"),
          Block.of("fc00::/7"),
          Block.of("fec0::/10"), // site-local, deprecated by RFC 3879
          Block.of("2001::/32")); // Teredo hides the address it leads to

  private static final int[] LAST_FOUR = {12, 13, 14, 15};

  /** IPv6 prefixes that carry an IPv4 address, and where in the sixteen bytes it stands. */
  private static final List<Carrier> CARRIERS =
      List.of(
          new Carrier(Block.of("::/96"), LAST_FOUR), // IPv4-compatible
          new Carrier(Block.of("::ffff:0:0:0/96"), LAST_FOUR), // IPv4-translated, RFC 2765
          new Carrier(Block.of("2002::/16"), new int[] {2, 3, 4, 5}), // 6to4
          new Carrier(Block.of("64:ff9b::/96"), LAST_FOUR), // NAT64, RFC 6052
          // NAT64 for local use, RFC 8215: the gateway may have the whole prefix, or one within.
          new Carrier(Block.of("64:ff9b:1::/48"), LAST_FOUR),
          new Carrier(Block.of("64:ff9b:1::/48"), new int[] {6, 7, 9, 10}),
          new Carrier(Block.of("64:ff9b:1::/48"), new int[] {7, 9, 10, 11}),
          new Carrier(Block.of("64:ff9b:1::/48"), new int[] {9, 10, 11, 12}));

  /**
   * A prefix.
   *
   * @param places of the bytes of the address that it carries
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Carrier(Block block, int[] places) {
    /** Where a longer prefix is followed by zeros, it is another one that counts. */
    boolean carries(byte[] bytes) {
      return block.holds(bytes) && (places == LAST_FOUR || bytes[places[0]] != 0);
    }
  }

  /** Returns the class of {@code address}, the strictest one if it carries other addresses. */
  static AddressClass of(InetAddress address) {
    AddressClass found = ofBytes(address);
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return found;
    }
    for (InetAddress carried : carried(address.getAddress())) {
      AddressClass inner = of(carried);
      found = inner.compareTo(found) > 0 ? inner : found;
    }
    return found;
  }

  private static AddressClass ofBytes(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (isReserved(address, bytes) || METADATA.stream().anyMatch(block -> block.holds(bytes))) {
      return FORBIDDEN;
    }
    return PRIVATE_BLOCKS.stream().anyMatch(block -> block.holds(bytes)) ? PRIVATE : PUBLIC;
  }

  private static boolean isReserved(InetAddress address, byte[] bytes) {
    return address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()
        || (bytes.length == 4 && (bytes[0] == 0 || isBroadcast(bytes)));
  }

  private static boolean isBroadcast(byte[] bytes) {
    return Arrays.equals(bytes, new byte[] {-1, -1, -1, -1});
  }

  private static List<InetAddress> carried(byte[] bytes) {
    return CARRIERS.stream()
        .filter(carrier -> carrier.carries(bytes))
        .map(carrier -> address(at(carrier.places, bytes)))
        .toList();
  }

  private static byte[] at(int[] places, byte[] bytes) {
    byte[] found = new byte[places.length];
    for (int i = 0; i < places.length; i++) {
      found[i] = bytes[places[i]];
    }
    return found;
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("An address has 4 or 16 bytes", e);
    }
  }

  /** All addresses that begin with the same bits. */
  private record Block(InetAddress first, int bits) {
    /** Reads CIDR notation with a literal address, so that nothing is resolved. */
    static Block of(String cidr) {
      String[] parts = cidr.split("/", 2);
      try {
        return new Block(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(cidr, e);
      }
    }

    boolean holds(byte[] bytes) {
      byte[] prefix = first.getAddress();
      if (prefix.length != bytes.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit += 8) {
        int mask = 0xff << Math.max(0, 8 - (bits - bit));
        if (((prefix[bit / 8] ^ bytes[bit / 8]) & mask & 0xff) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
