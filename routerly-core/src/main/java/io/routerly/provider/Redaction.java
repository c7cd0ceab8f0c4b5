package io.routerly.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.routerly.secret.ProviderKey;

/** Takes the key out of what a provider says, since some repeat it in their error texts. */
final class Redaction {
  /** Shorter keys are no secrets, and would be found by chance. */
  private static final int SHORTEST_SECRET = 8;

  private Redaction() {}

  static byte[] apply(ProviderKey key, byte[] body) {
    if (!(key instanceof ProviderKey.Available available)
        || available.credential().secret().length() < SHORTEST_SECRET) {
      return body;
    }
    String secret = available.credential().secret();
    String text = new String(body, ISO_8859_1);
    return text.contains(secret) ? text.replace(secret, "[redacted]").getBytes(ISO_8859_1) : body;
  }
}
