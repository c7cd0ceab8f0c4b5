package io.routerly.api.http;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Versions of single resources: strong entity tags made of what the resource looks like, so that
 * they hold across restarts and changes made to the files by hand.
 */
public final class EntityTags {
  private EntityTags() {}

  /** Returns the tag of a representation, quotes included. */
  static String of(byte[] representation) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(representation);
      return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Checks that a change is made to the version that its author saw; without {@code If-Match},
   * every version will do.
   *
   * @param current the resource as it would be shown now
   * @throws GatewayException {@code precondition_failed} if it has changed in the meantime
   */
  public static void requireMatch(HttpHeaders request, Record current) {
    if (request.getHeaderString(HttpHeaders.IF_MATCH) != null) {
      requireMatch(request, JsonAnswer.bytes(current));
    }
  }

  /** Does the same for JSON text as it would be shown now. */
  public static void requireMatch(HttpHeaders request, byte[] current) {
    String expected = request.getHeaderString(HttpHeaders.IF_MATCH);
    if (expected != null && !lists(expected, of(current))) {
      throw new GatewayException(
          ErrorCode.PRECONDITION_FAILED,
          "It has changed since you read it: read it again and repeat your change.");
    }
  }

  /**
   * Returns whether the client says that it has this version already. Proxies that compress answers
   * make weak tags of strong ones, which will do here and not for {@code If-Match}.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2">RFC 9110</a>
   */
  static boolean isKnown(HttpHeaders request, String tag) {
    @Nullable String known = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
    return known != null && (lists(known, tag) || lists(known, "W/" + tag));
  }

  private static boolean lists(String header, String tag) {
    return Arrays.stream(header.split(",", -1))
        .map(String::strip)
        .anyMatch(listed -> listed.equals("*") || listed.equals(tag));
  }
}
