package io.routerly.sso;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** Where people go once they are signed in: a path of this service, and nothing else. */
final class ReturnPath {
  private static final int LONGEST = 1000;

  private ReturnPath() {}

  /**
   * Returns the path, if it can lead to no other place than below the root of this service.
   *
   * @throws GatewayException {@code invalid_request} if it could
   */
  static String require(String path) {
    if (path.length() <= LONGEST && path.startsWith("/") && isPlain(path) && staysBelow(path)) {
      return path;
    }
    throw GatewayException.withDetails(
        ErrorCode.INVALID_REQUEST,
        "returnTo must be a path of this service, such as /api/me.",
        List.of(new GatewayException.Detail("?returnTo", "must be a path of this service")));
  }

  /** Browsers read a backslash as a slash and drop tabs and line feeds. */
  private static boolean isPlain(String path) {
    return path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
  }

  private static boolean staysBelow(String path) {
    try {
      URI uri = new URI(path);
      String raw = uri.getRawPath().toLowerCase(Locale.ROOT);
      return uri.getRawAuthority() == null
          && !uri.isAbsolute()
          && !raw.startsWith("//")
          && List.of(raw.replace("%2e", ".").replace("%2f", "/").replace("%5c", "/").split("/"))
              .stream()
              .noneMatch(step -> step.equals("..") || step.equals("."));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
