package io.routerly.wire;

import static java.util.Locale.ROOT;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a header value such as {@code form-data; name="model"}, in their order (RFC
 * 9110, section 5.6.6). For one thread.
 */
final class HeaderParameters {
  private final String header;
  private int at;

  private HeaderParameters(String header) {
    this.header = header;
  }

  /**
   * One parameter.
   *
   * @param name in lower case
   * @param value without its quotes
   */
  record Parameter(String name, String value) {}

  /**
   * Returns the parameters of a header value.
   *
   * @throws GatewayException {@code invalid_request} if they do not follow the grammar, so that
   *     another reader might find others
   */
  static List<Parameter> of(String header) {
    int semicolon = header.indexOf(';');
    return semicolon < 0 ? List.of() : new HeaderParameters(header).read(semicolon);
  }

  private List<Parameter> read(int from) {
    List<Parameter> parameters = new ArrayList<>(2);
    at = from;
    while (at < header.length()) {
      expect(';');
      skipSpace();
      if (at < header.length() && header.charAt(at) != ';') {
        String name = name();
        boolean quoted = at < header.length() && header.charAt(at) == '"';
        parameters.add(new Parameter(name, quoted ? quoted() : token()));
        skipSpace();
      }
    }
    return parameters;
  }

  private void expect(char c) {
    if (at >= header.length() || header.charAt(at) != c) {
      throw malformed();
    }
    at++;
  }

  private void skipSpace() {
    while (at < header.length() && (header.charAt(at) == ' ' || header.charAt(at) == '\t')) {
      at++;
    }
  }

  private String name() {
    int equals = header.indexOf('=', at);
    String name = equals < 0 ? "" : header.substring(at, equals);
    if (name.isEmpty() || !name.chars().allMatch(c -> isTokenCharacter((char) c))) {
      throw malformed();
    }
    at = equals + 1;
    return name.toLowerCase(ROOT);
  }

  private String token() {
    int from = at;
    while (at < header.length() && isTokenCharacter(header.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw malformed();
    }
    return header.substring(from, at);
  }

  /** Boundaries are written without quotes though they hold characters that ask for them. */
  private static boolean isTokenCharacter(char c) {
    return c > ' ' && c != 0x7f && "\";,\\".indexOf(c) < 0;
  }

  /** Some readers take a backslash before a quote for an escape and some do not. */
  private String quoted() {
    int from = at + 1;
    int end = header.indexOf('"', from);
    if (end < 0 || header.charAt(end - 1) == '\\') {
      throw malformed();
    }
    at = end + 1;
    return header.substring(from, end);
  }

  private static GatewayException malformed() {
    return new GatewayException(
        ErrorCode.INVALID_REQUEST,
        "A header of the form has parameters that are not well-formed, as in name=\"value\".");
  }
}
