package io.routerly.domain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a proxy that has signed people in tells who they are: {@code trustedHeader} in the settings.
 *
 * @param userHeader the header with what the proxy calls the person
 * @param emailHeader the header with their e-mail address; absent: {@code userHeader} is one
 * @param groupsHeader the header with the names of their groups
 * @param groupsSeparator what stands between those names
 * @param trustedProxies addresses and ranges of the proxies: of all others the headers do not count
 * @param groupRoles the role that each group gives; of several the one that grants the most
 * @param defaultRole the role of people in none of these groups; absent: they are refused
 * @param allowCreate whether people who come for the first time get an account
 * @param linkByEmail whether people whose e-mail address is that of an account get that account
 */
public record TrustedHeader(
    String userHeader,
    Optional<String> emailHeader,
    Optional<String> groupsHeader,
    @Default("\",\"") String groupsSeparator,
    List<String> trustedProxies,
    Map<String, String> groupRoles,
    Optional<String> defaultRole,
    @Default("true") boolean allowCreate,
    @Default("false") boolean linkByEmail) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  /** Headers that mean something else, or that browsers send by themselves. */
  private static final Set<String> TAKEN =
      Set.of(
          "authorization",
          "cookie",
          "host",
          "origin",
          "referer",
          "user-agent",
          "x-requested-with",
          "x-forwarded-for",
          "content-type");

  public TrustedHeader {
    requireName(userHeader, "userHeader");
    emailHeader.ifPresent(name -> requireName(name, "emailHeader"));
    groupsHeader.ifPresent(name -> requireName(name, "groupsHeader"));
    requireDistinct(userHeader, emailHeader, groupsHeader);
    Checks.inRange(groupsSeparator.length(), 1, 10, "groupsSeparator");
    trustedProxies = List.copyOf(trustedProxies);
    requireRanges(trustedProxies);
    groupRoles = Collections.unmodifiableMap(new LinkedHashMap<>(groupRoles));
    OidcSettings.requireSomebody(groupRoles, defaultRole);
    if (!groupRoles.isEmpty() && groupsHeader.isEmpty()) {
      throw new InvalidFieldException("groupsHeader", "is needed where groups give roles");
    }
  }

  /** Returns whether a header is one of those that say who somebody is, in whatever case. */
  public boolean names(String header) {
    return Stream.of(Optional.of(userHeader), emailHeader, groupsHeader)
        .flatMap(Optional::stream)
        .anyMatch(name -> name.equalsIgnoreCase(header));
  }

  /** Returns whether a connection from that address is one of a trusted proxy. */
  public boolean trusts(String address) {
    return trustedProxies.stream()
        .flatMap(range -> AddressRange.parse(range).stream())
        .anyMatch(range -> range.holds(address));
  }

  private static void requireName(String name, String field) {
    if (!NAME.matcher(name).matches() || TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new InvalidFieldException(
          field, "must be the name of a header that means nothing else, such as X-Forwarded-User");
    }
  }

  private static void requireDistinct(
      String userHeader, Optional<String> emailHeader, Optional<String> groupsHeader) {
    List<String> names =
        Stream.of(Optional.of(userHeader), emailHeader, groupsHeader)
            .flatMap(Optional::stream)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new InvalidFieldException("userHeader", "must be another header than the other two");
    }
  }

  private static void requireRanges(List<String> ranges) {
    if (ranges.isEmpty() || ranges.stream().anyMatch(text -> AddressRange.parse(text).isEmpty())) {
      throw new InvalidFieldException(
          "trustedProxies",
          "must be addresses or ranges such as 10.1.2.3 or 10.1.2.0/24, at least one, and never"
              + " all addresses");
    }
  }
}
