package io.routerly.api.management;

import io.routerly.api.http.Refusals;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Names that stand in paths. */
final class PathNames {
  private PathNames() {}

  /**
   * Returns the name that a path parameter means.
   *
   * <p>Several servers refuse an encoded slash ({@code %2F}) before the application sees it; one
   * that is encoded twice gets through everywhere. No name holds a percent sign of its own.
   */
  static String decoded(String parameter) {
    if (parameter.indexOf('%') < 0) {
      return parameter;
    }
    try {
      return URLDecoder.decode(parameter.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusals.notFound("such name");
    }
  }
}
