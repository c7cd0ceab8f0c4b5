package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/**
 * Changes the few bytes of a request body that may change on the way to a provider of the same
 * format; every other byte stays as the client sent it.
 */
public final class RequestSplicer {
  private static final byte[] INCLUDE_USAGE = "\"include_usage\":true".getBytes(UTF_8);
  private static final byte[] TRUE = "true".getBytes(UTF_8);
  private static final byte[] OPTIONS_OBJECT = "{\"include_usage\":true}".getBytes(UTF_8);
  private static final byte[] OPTIONS_FIELD =
      "\"stream_options\":{\"include_usage\":true},".getBytes(UTF_8);

  private RequestSplicer() {}

  /**
   * Returns the body as it goes to the provider.
   *
   * @param facts those of this very body
   * @param nameAtProvider what the provider calls the model
   * @param askForUsage whether a streamed Chat Completions answer is to end with its usage
   */
  public static byte[] splice(
      byte[] body, RequestFacts facts, String nameAtProvider, boolean askForUsage) {
    Optional<Span> model = facts.modelField().map(RequestFacts.ModelField::value);
    boolean modelLast =
        facts.streamOptions().isEmpty()
            || model.map(Span::from).orElse(0) > facts.streamOptions().get().value().from();
    if (!askForUsage) {
      return withModel(body, facts, nameAtProvider);
    }
    // Offsets hold for the untouched body only, so the later change in the text is made first.
    return modelLast
        ? withUsageRequested(withModel(body, facts, nameAtProvider), facts)
        : withModel(withUsageRequested(body, facts), facts, nameAtProvider);
  }

  private static byte[] withModel(byte[] body, RequestFacts facts, String nameAtProvider) {
    if (facts.modelField().isEmpty() || facts.model().equals(nameAtProvider)) {
      return body;
    }
    RequestFacts.ModelField field = facts.modelField().get();
    String name = field.quoted() ? JsonText.quote(nameAtProvider) : nameAtProvider;
    return replace(body, field.value(), name.getBytes(UTF_8));
  }

  private static byte[] withUsageRequested(byte[] body, RequestFacts facts) {
    if (facts.usageRequested()) {
      return body;
    }
    if (facts.streamOptions().isEmpty()) {
      int afterBrace = indexOfBrace(body) + 1;
      return replace(body, new Span(afterBrace, afterBrace), OPTIONS_FIELD);
    }
    RequestFacts.StreamOptions options = facts.streamOptions().get();
    if (options.includeUsageValue().isPresent()) {
      return replace(body, options.includeUsageValue().get(), TRUE);
    }
    if (options.empty()) {
      return replace(body, options.value(), OPTIONS_OBJECT);
    }
    int inside = options.value().from() + 1;
    byte[] field = Arrays.copyOf(INCLUDE_USAGE, INCLUDE_USAGE.length + 1);
    field[INCLUDE_USAGE.length] = ',';
    return replace(body, new Span(inside, inside), field);
  }

  private static int indexOfBrace(byte[] body) {
    int at = 0;
    while (body[at] != '{') {
      at++;
    }
    return at;
  }

  private static byte[] replace(byte[] body, Span span, byte[] replacement) {
    int removed = span.to() - span.from();
    byte[] result = new byte[body.length - removed + replacement.length];
    System.arraycopy(body, 0, result, 0, span.from());
    System.arraycopy(replacement, 0, result, span.from(), replacement.length);
    System.arraycopy(
        body, span.to(), result, span.from() + replacement.length, body.length - span.to());
    return result;
  }
}
