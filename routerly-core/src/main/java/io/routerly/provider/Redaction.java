package io.routerly.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.secret.Credential;
import io.routerly.upstream.Header;
import io.routerly.wire.AnswerWatch.ReportedError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Takes the secrets that were sent to a provider out of what it says, since some repeat them in
 * their error texts. Immutable.
 *
 * <p>A secret is found as it is, and in whatever way JSON may spell its characters.
 */
public final class Redaction {
  /** For a provider that was sent no secret. */
  public static final Redaction NONE = new Redaction(List.of());

  /** Shorter values are no secrets, and would be found by chance. */
  private static final int SHORTEST_SECRET = 8;

  private static final String INSTEAD = "[redacted]";
  private static final ReportedError UNEXPLAINED =
      new ReportedError("error", "The provider gave no reason.");

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets;
  }

  /**
   * Returns what takes out all keys of a model, and the values of the headers that it is called
   * with.
   */
  static Redaction of(List<Credential> keys, Collection<String> headerValues) {
    List<String> secrets = new ArrayList<>(headerValues.size() + keys.size());
    for (Credential key : keys) {
      add(secrets, key.secret());
    }
    for (String value : headerValues) {
      add(secrets, value);
      add(secrets, value.substring(value.lastIndexOf(' ') + 1)); // without "Bearer"
    }
    return secrets.isEmpty() ? NONE : new Redaction(secrets);
  }

  private static void add(List<String> secrets, String value) {
    if (value.length() >= SHORTEST_SECRET && !secrets.contains(value)) {
      secrets.add(value);
    }
  }

  /** Returns the bytes of a text in UTF-8 without secrets. */
  public byte[] apply(byte[] text) {
    String original = new String(text, ISO_8859_1);
    String clean = original;
    for (String secret : secrets) {
      clean = without(clean, new String(secret.getBytes(UTF_8), ISO_8859_1));
    }
    return clean.equals(original) ? text : clean.getBytes(ISO_8859_1);
  }

  /** Returns the text without secrets. */
  public String apply(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = without(clean, secret);
    }
    return clean;
  }

  /** Returns what a provider reported without secrets, or that it gave no reason. */
  public ReportedError apply(Optional<ReportedError> error) {
    return error
        .map(
            said ->
                new ReportedError(apply(said.code()), apply(said.type()), apply(said.message())))
        .orElse(UNEXPLAINED);
  }

  /** Returns header lines without secrets; the same list if they hold none. */
  public List<Header> apply(List<Header> headers) {
    return headers.stream().noneMatch(this::mayHold)
        ? headers
        : headers.stream().map(line -> new Header(line.name(), apply(line.value()))).toList();
  }

  /** Most are shorter than any key, so that they need not be searched. */
  private boolean mayHold(Header header) {
    return secrets.stream().anyMatch(secret -> header.value().length() >= secret.length());
  }

  private static String without(String text, String secret) {
    StringBuilder clean = new StringBuilder(text.length());
    int kept = 0;
    for (int at = 0; at < text.length(); at++) {
      int end = endOf(secret, text, at);
      if (end > 0) {
        clean.append(text, kept, at).append(INSTEAD);
        kept = end;
        at = end - 1;
      }
    }
    return kept == 0 ? text : clean.append(text, kept, text.length()).toString();
  }

  /** Returns where {@code secret} ends in {@code text} if it begins at {@code from}, or else -1. */
  private static int endOf(String secret, String text, int from) {
    int at = from;
    for (int i = 0; i < secret.length(); i++) {
      int length = spelledAt(secret.charAt(i), text, at);
      if (length == 0) {
        return -1;
      }
      at += length;
    }
    return at;
  }

  /**
   * Returns how many characters spell {@code wanted} at {@code at}, or 0 if another stands there.
   */
  private static int spelledAt(char wanted, String text, int at) {
    if (at >= text.length()) {
      return 0;
    }
    if (text.charAt(at) == '\\' && at + 1 < text.length()) {
      char escaped = text.charAt(at + 1);
      if (escaped == 'u' && text.regionMatches(true, at + 2, hex(wanted), 0, 4)) {
        return 6;
      }
      if (escaped == wanted && "\"\\/".indexOf(wanted) >= 0) {
        return 2;
      }
    }
    return text.charAt(at) == wanted ? 1 : 0;
  }

  private static String hex(char c) {
    return Integer.toHexString(c | 0x10000).substring(1);
  }
}
