package io.routerly.wire.openai;

import static java.util.Locale.ROOT;

import io.routerly.chat.MediaSource;

/** Bytes that are their own address (RFC 2397), the form in which this format carries media. */
final class DataUri {
  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64";

  private DataUri() {}

  /** Returns what an address stands for; one that holds no base64 stays an address. */
  static MediaSource read(String url) {
    int comma = url.indexOf(',');
    if (comma < 0 || !startsWith(url, SCHEME)) {
      return new MediaSource.Url(url);
    }
    String head = url.substring(SCHEME.length(), comma);
    if (!head.toLowerCase(ROOT).endsWith(BASE64)) {
      return new MediaSource.Url(url);
    }
    String type = head.substring(0, head.indexOf(';'));
    return new MediaSource.Base64(
        type.isEmpty() ? "application/octet-stream" : type, url.substring(comma + 1));
  }

  static String of(MediaSource.Base64 source) {
    return SCHEME + source.mediaType() + BASE64 + "," + source.data();
  }

  private static boolean startsWith(String url, String scheme) {
    return url.regionMatches(true, 0, scheme, 0, scheme.length());
  }
}
