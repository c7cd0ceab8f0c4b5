package io.routerly.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the description of the management API as a page of the reference. */
final class ApiReference {
  private static final String BEGIN =
      """
      # Operations of the management API

      Made from the description at `GET /api/openapi.json` (OpenAPI 3.1), which the build makes from the resources;
      `mvn -o test -pl routerly-core,routerly-testkit,routerly-api -Dtest=ApiReferenceTest -Dsurefire.failIfNoSpecifiedTests=false \
      -Drouterly.writeApi=true` writes
      this page anew. What signing in, versions, lists and errors have in common is in [management-api.md](management-api.md), what codes
      mean in [errors.md](errors.md). `500 internal_error` can answer everything and is not repeated.

      """;

  private final DescribedApi api;
  private final StringBuilder text = new StringBuilder(BEGIN);

  ApiReference(DescribedApi api) {
    this.api = api;
  }

  String text() {
    for (JsonObject tag : api.document.getJsonArray("tags").getValuesAs(JsonObject.class)) {
      String name = tag.getString("name");
      text.append("## Operations: ").append(name).append("\n\n");
      text.append(oneLine(tag.getString("description"))).append("\n\n");
      api.operations().stream()
          .filter(operation -> DescribedApi.texts(operation.said(), "tags").toList().contains(name))
          .forEach(this::add);
    }
    text.append("## Schemas\n\nA field in bold is always there, or must be sent.\n\n");
    api.schemas().forEach((name, schema) -> addSchema(name, schema.asJsonObject()));
    return text.toString();
  }

  private void add(DescribedApi.Operation operation) {
    JsonObject said = operation.said();
    text.append("### ")
        .append(operation.verb().toUpperCase(Locale.ROOT))
        .append(" /api")
        .append(operation.path())
        .append("\n\n`")
        .append(operation.id())
        .append("`: ")
        .append(oneLine(said.getString("summary")))
        .append(' ')
        .append(oneLine(said.getString("description")))
        .append("\n\n");
    addParameters(said.getJsonArray("parameters"));
    if (said.containsKey("requestBody")) {
      JsonObject body = said.getJsonObject("requestBody");
      text.append("- Body")
          .append(body.getBoolean("required") ? ": " : ", if there is one: ")
          .append(content(body))
          .append("; at most ")
          .append(size(body.getInt("x-routerly-max-bytes")))
          .append('\n');
    }
    addAnswers(operation);
    addEvents(said);
    text.append('\n');
  }

  private static String size(int bytes) {
    return bytes < 1 << 20 ? (bytes >> 10) + " KB" : (bytes >> 20) + " MB";
  }

  private void addParameters(JsonArray parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    text.append("| parameter | in | type | meaning |\n|---|---|---|---|\n");
    for (JsonObject each : parameters.getValuesAs(JsonObject.class)) {
      row(
          "`" + each.getString("name") + "`",
          each.getString("in"),
          type(each.getJsonObject("schema")) + fallback(each.getJsonObject("schema")),
          each.getString("description", ""));
    }
    text.append('\n');
  }

  private void addAnswers(DescribedApi.Operation operation) {
    StringBuilder refusals = new StringBuilder();
    operation
        .responses()
        .forEach(
            (status, response) -> {
              JsonObject answer = api.resolved(response.asJsonObject());
              if (answer.containsKey("x-routerly-codes")) {
                if (!status.equals("500")) {
                  refusals.append(refusals.isEmpty() ? "" : ", ").append(status).append(' ');
                  refusals.append(answer.getString("description"));
                }
              } else {
                String more =
                    answer.containsKey("content")
                        ? content(answer)
                        : oneLine(answer.getString("description"));
                text.append("- ").append(status).append(": ").append(more);
                text.append(headers(answer)).append('\n');
              }
            });
    if (!refusals.isEmpty()) {
      text.append("- Refusals: ").append(refusals).append('\n');
    }
  }

  private static String headers(JsonObject answer) {
    JsonObject headers = answer.getJsonObject("headers");
    return headers == null || headers.isEmpty()
        ? ""
        : "; headers "
            + headers.keySet().stream()
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
  }

  private void addEvents(JsonObject said) {
    JsonObject events = said.getJsonObject("x-routerly-events");
    if (events != null) {
      events.forEach(
          (name, data) ->
              text.append("- Event `")
                  .append(name)
                  .append("`: ")
                  .append(
                      data.asJsonObject().getJsonObject("properties").keySet().stream()
                          .map(field -> "`" + field + "`")
                          .collect(Collectors.joining(", ")))
                  .append('\n'));
    }
  }

  private static String content(JsonObject part) {
    return part.getJsonObject("content").entrySet().stream()
        .map(
            media -> {
              JsonObject schema = media.getValue().asJsonObject().getJsonObject("schema");
              return media.getKey().equals("application/json")
                  ? type(schema)
                  : "`" + media.getKey() + "`";
            })
        .collect(Collectors.joining(", or "));
  }

  private void addSchema(String name, JsonObject schema) {
    text.append("### ").append(name).append("\n\n");
    if (schema.containsKey("description")) {
      text.append(oneLine(schema.getString("description"))).append("\n\n");
    }
    if (schema.containsKey("oneOf")) {
      text.append("A string, or an object with these fields:\n\n");
      schema = schema.getJsonArray("oneOf").getJsonObject(1);
    }
    List<String> required = DescribedApi.texts(schema, "required").toList();
    text.append("| field | type | meaning |\n|---|---|---|\n");
    schema
        .getJsonObject("properties")
        .forEach(
            (field, value) -> {
              JsonObject property = value.asJsonObject();
              row(
                  required.contains(field) ? "**`" + field + "`**" : "`" + field + "`",
                  type(property) + fallback(property),
                  property.getString("description", ""));
            });
    text.append('\n');
  }

  private void row(String... cells) {
    text.append("| ");
    for (int i = 0; i < cells.length; i++) {
      text.append(i == 0 ? "" : " | ").append(oneLine(cells[i]).replace("|", "\\|"));
    }
    text.append(" |\n");
  }

  private static String fallback(JsonObject schema) {
    return schema.containsKey("default") ? "; default `" + schema.get("default") + "`" : "";
  }

  private static String type(JsonObject schema) {
    if (schema.containsKey("$ref")) {
      String name = schema.getString("$ref").replaceFirst(".*/", "");
      return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
    }
    if (schema.containsKey("oneOf")) {
      return type(schema.getJsonArray("oneOf").getJsonObject(0)) + " or null";
    }
    if (schema.containsKey("enum")) {
      return schema.getJsonArray("enum").stream()
          .map(value -> value instanceof JsonString name ? "`" + name.getString() + "`" : "null")
          .collect(Collectors.joining(", "));
    }
    return schema.get("type") instanceof JsonString plain
        ? plainType(schema, plain.getString())
        : plainType(schema, schema.getJsonArray("type").getString(0)) + " or null";
  }

  private static String plainType(JsonObject schema, String name) {
    if (name.equals("array")) {
      return "list of " + type(schema.getJsonObject("items"));
    }
    if (schema.get("additionalProperties") instanceof JsonObject values) {
      return "object with values of " + type(values);
    }
    return name.equals("string") && schema.containsKey("format") ? "time (ISO 8601)" : name;
  }

  private static String oneLine(String words) {
    return words.replaceAll("\\s+", " ").strip();
  }
}
