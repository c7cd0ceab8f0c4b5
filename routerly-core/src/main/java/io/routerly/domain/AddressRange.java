package io.routerly.domain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Network addresses that begin with the same bits, in CIDR notation, or one address alone. Nothing
 * is ever resolved: names are no addresses.
 */
public final class AddressRange {
  private static final Pattern TEXT = Pattern.compile("([^/%]{1,45})(?:/([0-9]{1,3}))?");
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private final byte[] first;
  private final int bits;

  private AddressRange(byte[] first, int bits) {
    this.first = first;
    this.bits = bits;
  }

  /** Returns the range that a text says; nothing for any other text, and for all addresses. */
  public static Optional<AddressRange> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Optional<byte[]> address = bytes(parts.group(1));
    String prefix = parts.group(2);
    return address.flatMap(
        bytes -> {
          int all = bytes.length * 8;
          int wanted = prefix == null ? all : Integer.parseInt(prefix);
          return wanted < 1 || wanted > all
              ? Optional.empty()
              : Optional.of(new AddressRange(bytes, wanted));
        });
  }

  /** Returns whether an address, as a server tells it, is in this range. */
  public boolean holds(String address) {
    String plain = address.replaceFirst("%.*$", "").replaceAll("[\\[\\]]", "");
    return bytes(plain).filter(this::holds).isPresent();
  }

  private boolean holds(byte[] bytes) {
    if (bytes.length != first.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += 8) {
      int mask = 0xff << Math.max(0, 8 - (bits - bit));
      if (((first[bit / 8] ^ bytes[bit / 8]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }

  /** An IPv4 address in the clothes of IPv6 counts as what it is. */
  private static Optional<byte[]> bytes(String literal) {
    if (!IPV4.matcher(literal).matches() && !IPV6.matcher(literal).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(literal).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
