package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.api.DescribedApi.Operation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The description of the API as something that the service has to keep: every request and its
 * answer is held against it, and what has been met is remembered.
 */
final class Contract {
  /** Codes of what a test cannot bring about, or not within its time. */
  private static final Set<String> NOT_PROVOKED =
      Set.of(
          "internal_error",
          "request_timeout",
          "store_unavailable",
          "usage_store_unavailable",
          "overloaded");

  /** Headers that answers have at times only. */
  private static final Set<String> AT_TIMES =
      Set.of("Set-Cookie", "x-routerly-incomplete", "Retry-After");

  private static final List<String> TELLING =
      List.of("ETag", "Set-Cookie", "Retry-After", "Content-Disposition", "WWW-Authenticate");

  final DescribedApi api;
  private final JsonSchemas schemas;
  private final MetSchemas metSchemas;
  private final Set<String> met = new TreeSet<>();
  private final Map<String, String> bodies = new HashMap<>();
  private int cases;

  Contract(DescribedApi api) {
    this.api = api;
    schemas = new JsonSchemas(api.document);
    metSchemas = new MetSchemas(api);
  }

  int cases() {
    return cases;
  }

  int answersMet() {
    return met.size();
  }

  /** Returns a body that an operation has taken, or an empty text if it takes none. */
  String bodyOf(Operation operation) {
    return bodies.getOrDefault(operation.id(), "");
  }

  /** Returns the codes that an operation refuses with. */
  Set<String> codes(Operation operation) {
    return operation.responses().values().stream()
        .map(response -> api.resolved(response.asJsonObject()))
        .flatMap(answer -> DescribedApi.texts(answer, "x-routerly-codes"))
        .collect(Collectors.toSet());
  }

  /** Returns the answer, which must be as the description says. */
  <T> HttpResponse<T> check(String method, String path, String body, HttpResponse<T> response) {
    Operation operation = operation(method, path);
    String where = operation + " answered " + response.statusCode() + ": " + response.body();
    cases++;
    JsonObject answer = answer(operation, response, where);
    checkHeaders(answer, response, where);
    if (answer.containsKey("x-routerly-codes")) {
      String code = response.headers().firstValue("x-routerly-error").orElse("none");
      assertThat(DescribedApi.texts(answer, "x-routerly-codes"))
          .as(where + ". Add the code to @Refuses of that method.")
          .contains(code);
      assertThat(String.valueOf(response.body())).contains("\"" + code + "\"");
    }
    checkContent(answer, response, where);
    if (response.statusCode() < 300) {
      checkRequest(operation, body);
    }
    met.add(operation.id() + " " + response.statusCode());
    return response;
  }

  /** Holds a text against a schema of the description. */
  void checkJson(JsonObject schema, String text, String where) {
    assertThat(schemas.wrong(schema, text))
        .as(where + "\nis not as described. Put the description right, or the service.")
        .isEmpty();
    try (var reader = Json.createReader(new StringReader(text))) {
      metSchemas.add(schema, reader.readValue());
    }
  }

  Operation operation(String method, String path) {
    String below = path.replaceFirst("^api", "").replaceFirst("\\?.*", "");
    return api.operations().stream()
        .filter(operation -> operation.verb().equals(method.toLowerCase(Locale.ROOT)))
        .filter(operation -> matches(operation.path(), below))
        .max(Comparator.comparingInt(operation -> literal(operation.path()).length()))
        .orElseThrow(() -> new AssertionError(method + " " + path + " is not described"));
  }

  private static boolean matches(String template, String path) {
    String parameter = template.startsWith("/models/") ? ".+" : "[^/]+";
    String pattern =
        template.replaceAll("\\{\\w+}", Matcher.quoteReplacement("\\E" + parameter + "\\Q"));
    return Pattern.matches("\\Q" + pattern + "\\E", path);
  }

  private static String literal(String template) {
    return template.replaceAll("\\{\\w+}", "");
  }

  private JsonObject answer(Operation operation, HttpResponse<?> response, String where) {
    String status = String.valueOf(response.statusCode());
    assertThat(operation.responses())
        .as(
            where
                + "\nwhich is not described. Add what it answers to @Answers of that method, or why"
                + " it refuses to @Refuses.")
        .containsKey(status);
    return api.resolved(operation.responses().getJsonObject(status));
  }

  private static void checkHeaders(JsonObject answer, HttpResponse<?> response, String where) {
    JsonObject headers =
        Optional.ofNullable(answer.getJsonObject("headers")).orElse(JsonValue.EMPTY_JSON_OBJECT);
    assertThat(headers.keySet())
        .as(where + "\nlacks a header that is described")
        .allMatch(
            name -> AT_TIMES.contains(name) || response.headers().firstValue(name).isPresent());
    assertThat(TELLING)
        .as(where + "\nhas a header that is not described: add it to @Answers")
        .allMatch(
            name -> headers.containsKey(name) || response.headers().firstValue(name).isEmpty());
  }

  private void checkContent(JsonObject answer, HttpResponse<?> response, String where) {
    String type = response.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
    JsonObject content = answer.getJsonObject("content");
    if (content == null) {
      assertThat(String.valueOf(response.body())).as(where).isEmpty();
      return;
    }
    assertThat(content).as(where + "\nof type " + type).containsKey(type);
    if (type.equals("application/json")) {
      checkJson(
          content.getJsonObject(type).getJsonObject("schema"),
          String.valueOf(response.body()),
          where);
    }
  }

  private void checkRequest(Operation operation, String body) {
    JsonObject described = operation.said().getJsonObject("requestBody");
    if (body.isEmpty()) {
      assertThat(described == null || !described.getBoolean("required"))
          .as("" + operation)
          .isTrue();
      return;
    }
    assertThat(described).as(operation + " takes a body: add @Takes").isNotNull();
    checkJson(
        described
            .getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("schema"),
        body,
        operation + " takes " + body);
    bodies.put(operation.id(), body);
  }

  /** Returns described answers that were not seen, but for those that no test can bring about. */
  Set<String> answersMissing() {
    Set<String> missing = new TreeSet<>();
    for (Operation operation : api.operations()) {
      operation
          .responses()
          .forEach(
              (status, response) -> {
                JsonObject answer = api.resolved(response.asJsonObject());
                boolean provoked =
                    !answer.containsKey("x-routerly-codes")
                        || DescribedApi.texts(answer, "x-routerly-codes")
                            .anyMatch(code -> !NOT_PROVOKED.contains(code));
                if (provoked && !met.contains(operation.id() + " " + status)) {
                  missing.add(operation.id() + " " + status);
                }
              });
    }
    return missing;
  }

  Set<String> schemasMissing() {
    return metSchemas.missing();
  }
}
