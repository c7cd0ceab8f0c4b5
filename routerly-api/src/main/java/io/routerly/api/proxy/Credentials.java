package io.routerly.api.proxy;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;

/** Finds the one token that a request shows, in whichever header its SDK puts it. */
final class Credentials {
  private static final String BEARER = "Bearer ";
  private static final List<String> KEY_HEADERS = List.of("x-api-key", "api-key", "x-goog-api-key");

  private Credentials() {}

  /**
   * Returns the token.
   *
   * @throws GatewayException {@code invalid_api_key} if there is none, {@code
   *     conflicting_credentials} if there are two
   */
  static String tokenOf(ContainerRequestContext request) {
    String token = bearer(request);
    for (String name : KEY_HEADERS) {
      List<String> values = request.getHeaders().get(name);
      if (values != null) {
        for (String value : values) {
          token = onlyOne(token, value.strip());
        }
      }
    }
    if (token.isEmpty()) {
      throw new GatewayException(
          ErrorCode.INVALID_API_KEY,
          "Send a project token as Authorization: Bearer or as x-api-key.");
    }
    return token;
  }

  private static String bearer(ContainerRequestContext request) {
    List<String> values = request.getHeaders().get("Authorization");
    String token = "";
    if (values != null) {
      for (String value : values) {
        boolean bearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
        token = onlyOne(token, bearer ? value.substring(BEARER.length()).strip() : value.strip());
      }
    }
    return token;
  }

  private static String onlyOne(String first, String second) {
    if (!first.isEmpty() && !second.isEmpty() && !first.equals(second)) {
      throw new GatewayException(
          ErrorCode.CONFLICTING_CREDENTIALS,
          "The request carries two different tokens: send one of them.");
    }
    return second.isEmpty() ? first : second;
  }
}
