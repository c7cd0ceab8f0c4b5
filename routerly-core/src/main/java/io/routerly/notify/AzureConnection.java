package io.routerly.notify;

import io.routerly.secret.ProviderKeys;
import java.net.URI;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a connection string of Azure Communication Services says.
 *
 * @param endpoint an https URL without a slash at its end; http on the machine itself alone
 * @param accessKey the key that requests are signed with
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record AzureConnection(URI endpoint, byte[] accessKey) {
  private static final Set<String> ON_THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  /**
   * Returns what {@code endpoint=https://…;accesskey=…} says, or empty if it is nothing like it.
   */
  static Optional<AzureConnection> parse(String text) {
    String endpoint = "";
    String key = "";
    for (String part : text.split(";", -1)) {
      String lower = part.toLowerCase(Locale.ROOT);
      if (lower.startsWith("endpoint=")) {
        endpoint = part.substring("endpoint=".length()).strip();
      } else if (lower.startsWith("accesskey=")) {
        key = part.substring("accesskey=".length()).strip();
      }
    }
    return of(endpoint.replaceAll("/+$", ""), key);
  }

  private static Optional<AzureConnection> of(String endpoint, String key) {
    try {
      URI uri = URI.create(endpoint);
      byte[] accessKey = Base64.getDecoder().decode(key);
      return uri.getHost() != null && accessKey.length > 0 && isPrivate(uri)
          ? Optional.of(new AzureConnection(uri, accessKey))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What is sent without encryption does not leave the machine. */
  private static boolean isPrivate(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme())
        || ("http".equalsIgnoreCase(uri.getScheme()) && ON_THIS_MACHINE.contains(uri.getHost()));
  }

  /** Returns whether a stored text may be one: it is encrypted, elsewhere, or reads like one. */
  static boolean mayBe(String stored) {
    return ProviderKeys.isStoredForm(stored) || parse(stored).isPresent();
  }

  @Override
  public String toString() {
    return "AzureConnection[" + endpoint.getHost() + "]";
  }
}
