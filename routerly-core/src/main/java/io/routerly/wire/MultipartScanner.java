package io.routerly.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.wire.HeaderParameters.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the field {@code model} of a {@code multipart/form-data} body, as OpenAI's audio and image
 * endpoints take it (RFC 7578, RFC 2046).
 *
 * <p>Reads the body once, line by line. What one reader could split otherwise than another is
 * refused, because the provider must find the very model that was found here.
 */
public final class MultipartScanner {
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  private final byte[] body;
  private final byte[] delimiter;
  private int at;
  private Optional<Span> model = Optional.empty();

  private MultipartScanner(byte[] body, String boundary) {
    this.body = body;
    this.delimiter = ("--" + boundary).getBytes(ISO_8859_1);
  }

  /**
   * Returns the facts of a body; the model is empty if no part names one.
   *
   * @throws GatewayException {@code invalid_request} if it has two models, or could be read in two
   *     ways
   */
  public static RequestFacts scan(byte[] body, String contentType) {
    return new MultipartScanner(body, boundary(contentType))
        .read()
        .map(value -> facts(body, value))
        .orElseGet(() -> RequestFacts.none());
  }

  private static String boundary(String contentType) {
    List<String> boundaries =
        HeaderParameters.of(contentType).stream()
            .filter(parameter -> parameter.name().startsWith("boundary"))
            .filter(parameter -> parameter.name().equals("boundary") || isExtended(parameter))
            .map(parameter -> isExtended(parameter) ? "" : parameter.value())
            .toList();
    if (boundaries.size() != 1 || !boundaries.get(0).matches("[!-~&&[^\\\\]]{1,70}")) {
      throw malformed(
          "Its Content-Type must name one boundary of 1 to 70 characters without spaces.");
    }
    return boundaries.get(0);
  }

  /** {@code name*} and {@code name*0} (RFC 2231) say with other characters what {@code name} is. */
  private static boolean isExtended(Parameter parameter) {
    return parameter.name().indexOf('*') >= 0;
  }

  private static RequestFacts facts(byte[] body, Span value) {
    String model = new String(body, value.from(), value.to() - value.from(), UTF_8);
    return new RequestFacts(
        model,
        Optional.of(new RequestFacts.ModelField(value, false)),
        false,
        Optional.empty(),
        OptionalLong.empty(),
        1,
        false,
        0, // Sound and images: their bytes tell nothing of tokens.
        Set.of(),
        Origin.NONE);
  }

  /** Each delimiter line ends the part before it, and begins another unless it is the last. */
  private Optional<Span> read() {
    nextDelimiter();
    while (!endsForm()) {
      endLine();
      boolean isModel = readHeaders();
      int from = at;
      int to = nextDelimiter();
      if (to < from) {
        throw malformed("A part has no body.");
      }
      if (isModel) {
        if (model.isPresent()) {
          throw malformed("It names \"model\" twice.");
        }
        model = Optional.of(new Span(from, to));
      }
    }
    requireNothingMore();
    return model;
  }

  /** Moves behind the next delimiter and returns where what stands before it ends. */
  private int nextDelimiter() {
    int line = at;
    while (line < body.length && !startsWithDelimiter(line)) {
      line = afterLine(line);
    }
    if (line >= body.length) {
      throw malformed("It ends before its last delimiter.");
    }
    if (line > 0 && (line < 2 || body[line - 2] != '\r')) {
      throw malformed("Its lines must end with CR and LF.");
    }
    at = line + delimiter.length;
    return Math.max(0, line - 2);
  }

  private boolean startsWithDelimiter(int line) {
    if (body.length - line < delimiter.length) {
      return false;
    }
    for (int i = 0; i < delimiter.length; i++) {
      if (body[line + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  private int afterLine(int from) {
    int end = from;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    return end + 1;
  }

  private boolean endsForm() {
    return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
  }

  private void endLine() {
    while (at < body.length && (body[at] == ' ' || body[at] == '\t')) {
      at++;
    }
    if (at + 1 >= body.length || body[at] != '\r' || body[at + 1] != '\n') {
      throw malformed("Its boundary stands in the middle of something else.");
    }
    at += 2;
  }

  /** Moves behind the headers of a part and returns whether it is the field {@code model}. */
  private boolean readHeaders() {
    int begin = at;
    int dispositions = 0;
    boolean isModel = false;
    for (String line = headerLine(begin); !line.isEmpty(); line = headerLine(begin)) {
      if (line.toLowerCase(ROOT).startsWith("content-disposition")) {
        dispositions++;
        isModel = namesModel(line);
      }
    }
    if (dispositions != 1) {
      throw malformed("Each part needs one Content-Disposition.");
    }
    return isModel;
  }

  private String headerLine(int begin) {
    int next = afterLine(at);
    if (next > body.length || next - begin > MAX_HEADER_BYTES || body[next - 2] != '\r') {
      throw malformed("The headers of a part are not well-formed.");
    }
    String line = new String(body, at, next - 2 - at, UTF_8);
    if (line.indexOf('\r') >= 0 || line.startsWith(" ") || line.startsWith("\t")) {
      throw malformed("The headers of a part are not well-formed.");
    }
    at = next;
    return line;
  }

  private static boolean namesModel(String disposition) {
    List<Parameter> parameters = HeaderParameters.of(disposition);
    List<Parameter> names =
        parameters.stream()
            .filter(parameter -> parameter.name().equals("name") || isExtendedName(parameter))
            .toList();
    if (names.size() != 1 || isExtended(names.get(0)) || names.get(0).value().indexOf('\\') >= 0) {
      throw malformed("Each part needs one name.");
    }
    return names.get(0).value().equals("model");
  }

  private static boolean isExtendedName(Parameter parameter) {
    return parameter.name().startsWith("name*");
  }

  private void requireNothingMore() {
    at += 2;
    if (at < body.length && body[at] > ' ') {
      throw malformed("Its boundary stands in the middle of something else.");
    }
    for (int line = afterLine(at); line < body.length; line = afterLine(line)) {
      if (startsWithDelimiter(line)) {
        throw malformed("It goes on after its last delimiter.");
      }
    }
  }

  private static GatewayException malformed(String what) {
    return new GatewayException(
        ErrorCode.INVALID_REQUEST, "The form in the body is not well-formed. " + what);
  }
}
