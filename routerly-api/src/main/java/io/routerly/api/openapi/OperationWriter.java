package io.routerly.api.openapi;

import static io.routerly.api.http.JsonAnswer.JSON;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Sends;
import io.routerly.api.describe.Takes;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;

/** Writes operations as OpenAPI has them. Not thread-safe. */
final class OperationWriter {
  private static final Map<Integer, String> MEANINGS =
      Map.of(201, "It was made, and is like this now.", 204, "It is done.");

  private final SourceDocs docs;
  private final Schemas schemas;
  private final ErrorResponses errors;
  private final Parameters parameters;

  OperationWriter(SourceDocs docs, Schemas schemas, ErrorResponses errors) {
    this.docs = docs;
    this.schemas = schemas;
    this.errors = errors;
    this.parameters = new Parameters(schemas);
  }

  /** Returns everything that operations refer to. */
  JsonObjectBuilder components() {
    schemas.answer(ApiError.class);
    return JSON.createObjectBuilder()
        .add("schemas", schemas.components())
        .add("responses", errors.components())
        .add("headers", Headers.components())
        .add("securitySchemes", Security.schemes());
  }

  JsonObject write(Operation operation) {
    SourceDocs.Doc doc = docs.of(operation.method());
    JsonObjectBuilder written =
        JSON.createObjectBuilder()
            .add("operationId", operation.id())
            .add("tags", JSON.createArrayBuilder().add(Operation.tagOf(operation.resource())))
            .add("summary", doc.summary())
            .add("description", doc.withBody(Security.sentence(operation)));
    JsonArrayBuilder all = parameters.of(operation, doc);
    written.add("parameters", all);
    operation.takes().ifPresent(takes -> written.add("requestBody", body(operation, takes)));
    written.add("responses", responses(operation));
    written.add("security", Security.of(operation));
    if (!operation.permissions().isEmpty()) {
      written.add("x-routerly-permission", JSON.createArrayBuilder(operation.permissions()));
    }
    operation
        .projectRole()
        .ifPresent(role -> written.add("x-routerly-project-role", role.wireName()));
    operation
        .declared(Sends.class)
        .ifPresent(sends -> written.add("x-routerly-events", events(sends)));
    return written.build();
  }

  private JsonObjectBuilder body(Operation operation, Takes takes) {
    boolean merges = operation.verb().equals("patch");
    JsonObject schema = merges ? schemas.patch(takes.value()) : schemas.request(takes);
    JsonObjectBuilder content = Schemas.content(schema);
    if (merges) {
      content.add("application/merge-patch+json", JSON.createObjectBuilder().add("schema", schema));
    }
    return JSON.createObjectBuilder()
        .add("required", !takes.optional())
        .add("content", content)
        .add("x-routerly-max-bytes", operation.mostBytes());
  }

  private JsonObjectBuilder responses(Operation operation) {
    Answers answers = operation.answers();
    JsonObjectBuilder responses = JSON.createObjectBuilder();
    JsonObjectBuilder good = JSON.createObjectBuilder();
    boolean empty = answers.value() == Answers.Nothing.class && answers.media().length == 0;
    int status = answers.status() != 0 ? answers.status() : empty ? 204 : 200;
    good.add("description", MEANINGS.getOrDefault(status, "The answer."));
    JsonObject headers = headers(answers);
    if (!headers.isEmpty()) {
      good.add("headers", headers);
    }
    if (!empty) {
      good.add("content", content(answers));
    }
    responses.add(String.valueOf(status), good);
    if (answers.tagged() && operation.verb().equals("get")) {
      responses.add(
          "304",
          JSON.createObjectBuilder()
              .add("description", "The client has this version already.")
              .add("headers", JSON.createObjectBuilder().add("ETag", Headers.reference("Tag"))));
    }
    errors.of(operation).forEach((code, error) -> responses.add(String.valueOf(code), error));
    return responses;
  }

  private static JsonObject headers(Answers answers) {
    JsonObjectBuilder headers = JSON.createObjectBuilder();
    if (answers.tagged()) {
      headers.add("ETag", Headers.reference("Tag"));
    }
    for (String header : answers.headers()) {
      List<String> parts = List.of(header.split(": ", 2));
      headers.add(parts.get(0), Headers.header(parts.get(1)));
    }
    return headers.build();
  }

  private JsonObjectBuilder content(Answers answers) {
    if (answers.value() != Answers.Nothing.class) {
      return Schemas.content(
          answers.list() ? schemas.page(answers.value()) : schemas.answer(answers.value()));
    }
    JsonObjectBuilder content = JSON.createObjectBuilder();
    for (String media : answers.media()) {
      String type = media.endsWith("/json") ? "object" : "string";
      content.add(
          media,
          JSON.createObjectBuilder().add("schema", JSON.createObjectBuilder().add("type", type)));
    }
    return content;
  }

  /** OpenAPI 3.1 has no word for the data of events. */
  private JsonObjectBuilder events(Sends sends) {
    JsonObjectBuilder events = JSON.createObjectBuilder();
    for (Sends.Event event : sends.value()) {
      JsonValue data = schemas.together(List.of(event.data()));
      for (String name : event.name()) {
        events.add(name, data);
      }
    }
    return events;
  }
}
