package io.routerly.notify;

import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a service answered.
 *
 * @param status its HTTP status
 * @param body its body
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by whoever asked for it
record ServiceAnswer(int status, byte[] body) {
  private static final int LONGEST_SENTENCE = 300;

  /** Where services put their sentence, or what holds it. */
  private static final List<String> SENTENCES =
      List.of("error_description", "message", "Message", "error", "errors");

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /** Returns what the status says: 429 and 5xx may pass. */
  Outcome outcome() {
    if (isSuccess()) {
      return new Outcome.Delivered();
    }
    return status == 429 || status >= 500
        ? new Outcome.Failed(reason())
        : new Outcome.Refused(reason());
  }

  /** Returns the body as an object, if it is one. */
  Optional<JsonObject> json() {
    try {
      return Optional.of(JsonTrees.object(body));
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  /** Returns the status with the service's own sentence. */
  String reason() {
    String redirect = status / 100 == 3 ? ", a redirect, which is not followed" : "";
    String said = json().flatMap(ServiceAnswer::sentence).orElseGet(this::text);
    return "the service answered with status "
        + status
        + redirect
        + (said.isBlank() ? "" : ": " + printable(said));
  }

  private static Optional<String> sentence(JsonValue value) {
    if (value instanceof JsonString text) {
      return Optional.of(text.getString());
    }
    if (value instanceof JsonArray list) {
      return list.stream().flatMap(element -> sentence(element).stream()).findFirst();
    }
    return value instanceof JsonObject object
        ? SENTENCES.stream()
            .flatMap(name -> Optional.ofNullable(object.get(name)).stream())
            .flatMap(found -> sentence(found).stream())
            .findFirst()
        : Optional.empty();
  }

  private String text() {
    return new String(body, 0, Math.min(body.length, LONGEST_SENTENCE), StandardCharsets.UTF_8);
  }

  private static String printable(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_SENTENCE))
        .replaceAll("\\p{Cntrl}+", " ")
        .strip();
  }
}
