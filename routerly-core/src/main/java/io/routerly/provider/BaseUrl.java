package io.routerly.provider;

import java.util.regex.Pattern;

/**
 * Joins base URLs and paths, however people write the base URL.
 *
 * <p>A base URL is understood as the provider's own SDK takes it: with or without slashes at its
 * end, with or without the version, and with a part of a longer version path, as in {@code /v1beta}
 * of {@code /v1beta/openai}.
 */
final class BaseUrl {
  private static final Pattern OTHER_VERSION = Pattern.compile(".*/v\\d+[a-z0-9]*");

  private BaseUrl() {}

  /** Returns the address of the API with its version, without a slash at its end. */
  static String withVersion(String baseUrl, String versionPath) {
    String base = stripSlashes(baseUrl);
    if (base.endsWith(versionPath)) {
      return base;
    }
    for (int cut = versionPath.lastIndexOf('/');
        cut > 0;
        cut = versionPath.lastIndexOf('/', cut - 1)) {
      if (base.endsWith(versionPath.substring(0, cut))) {
        return base + versionPath.substring(cut);
      }
    }
    boolean singleSegment = versionPath.lastIndexOf('/') == 0;
    return singleSegment && OTHER_VERSION.matcher(base).matches() ? base : base + versionPath;
  }

  /** Returns whether the base URL ends in that path, whatever slashes follow. */
  static boolean endsWith(String baseUrl, String path) {
    return stripSlashes(baseUrl).endsWith(path);
  }

  /** Returns the base URL up to its query. */
  static String withoutQuery(String baseUrl) {
    int mark = baseUrl.indexOf('?');
    return mark < 0 ? baseUrl : baseUrl.substring(0, mark);
  }

  /** Returns the base URL's query without its question mark, empty if it has none. */
  static String query(String baseUrl) {
    int mark = baseUrl.indexOf('?');
    return mark < 0 ? "" : baseUrl.substring(mark + 1);
  }

  private static String stripSlashes(String url) {
    int end = url.length();
    while (end > 0 && url.charAt(end - 1) == '/') {
      end--;
    }
    return url.substring(0, end);
  }
}
