package io.routerly.sso;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes names and values as forms and queries do. */
final class Forms {
  private Forms() {}

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  static String of(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** Returns the address with these beside what its query has already. */
  static URI asQuery(URI address, Map<String, String> fields) {
    String before = address.getRawQuery() == null ? "?" : "&";
    return URI.create(address + before + of(fields));
  }
}
