package io.routerly.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the field {@code model} of a {@code multipart/form-data} body, as OpenAI's audio and image
 * endpoints take it (RFC 7578).
 */
public final class MultipartScanner {
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70}))", Pattern.CASE_INSENSITIVE);
  private static final Pattern MODEL_PART =
      Pattern.compile(
          "content-disposition:[^\r\n]*;\\s*name=\"?model\"?(?=[;\\s])", Pattern.CASE_INSENSITIVE);

  private MultipartScanner() {}

  /** Returns the facts of a body; the model is empty if no part names one. */
  public static RequestFacts scan(byte[] body, String contentType) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      return RequestFacts.none(body.length);
    }
    String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    return modelValue(new String(body, ISO_8859_1), "--" + name)
        .map(value -> facts(body, value))
        .orElseGet(() -> RequestFacts.none(body.length));
  }

  private static RequestFacts facts(byte[] body, Span value) {
    String model = new String(body, value.from(), value.to() - value.from(), UTF_8);
    return new RequestFacts(
        model,
        Optional.of(new RequestFacts.ModelField(value, false)),
        false,
        Optional.empty(),
        OptionalLong.empty(),
        body.length);
  }

  private static Optional<Span> modelValue(String text, String delimiter) {
    for (int part = text.indexOf(delimiter); part >= 0; part = text.indexOf(delimiter, part + 1)) {
      int headersEnd = text.indexOf("\r\n\r\n", part);
      int next = text.indexOf("\r\n" + delimiter, part + delimiter.length());
      boolean whole = headersEnd >= 0 && next >= headersEnd + 4;
      if (whole && MODEL_PART.matcher(text.substring(part, headersEnd + 2)).find()) {
        return Optional.of(new Span(headersEnd + 4, next));
      }
    }
    return Optional.empty();
  }
}
