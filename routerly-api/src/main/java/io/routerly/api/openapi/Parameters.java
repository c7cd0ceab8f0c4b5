package io.routerly.api.openapi;

import static io.routerly.api.http.JsonAnswer.JSON;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Parameter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes what operations read of paths, queries and headers. */
final class Parameters {
  private static final Pattern IN_PATH = Pattern.compile("/([\\w-]+)/\\{(\\w+)}");

  private final Schemas schemas;

  Parameters(Schemas schemas) {
    this.schemas = schemas;
  }

  JsonArrayBuilder of(Operation operation, SourceDocs.Doc doc) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    addPath(operation, all);
    for (Class<? extends Record> record : operation.asks()) {
      schemas
          .properties(record)
          .forEach((name, schema) -> all.add(query(name, schema.asJsonObject())));
    }
    for (Parameter parameter : operation.method().getParameters()) {
      addDeclared(parameter, doc, all);
    }
    if (operation.answers().tagged() && operation.verb().equals("get")) {
      all.add(header("If-None-Match", "versions that the client has"));
    }
    if (operation.answers().conditional()) {
      all.add(header("If-Match", "the version that the change is made to; any if left out"));
    }
    return all;
  }

  /** A parameter names one of what the part of the path before it is the list of. */
  private static void addPath(Operation operation, JsonArrayBuilder to) {
    Matcher each = IN_PATH.matcher(operation.path());
    while (each.find()) {
      String thing =
          each.group(1).equals("usage") ? "usage record" : each.group(1).replaceFirst("s$", "");
      String by = each.group(2).matches("slug|name") ? each.group(2) : "id";
      String how = each.group(1).equals("models") ? "; slashes in it may stand raw or encoded" : "";
      to.add(
          JSON.createObjectBuilder()
              .add("name", each.group(2))
              .add("in", "path")
              .add("required", true)
              .add("description", by + " of the " + thing + how)
              .add("schema", JSON.createObjectBuilder().add("type", "string")));
    }
  }

  private static JsonObjectBuilder query(String name, JsonObject property) {
    JsonObjectBuilder parameter =
        JSON.createObjectBuilder().add("name", name).add("in", "query").add("required", false);
    if (property.containsKey("description")) {
      parameter.add("description", property.getString("description"));
    }
    return parameter.add("schema", JSON.createObjectBuilder(property).remove("description"));
  }

  private void addDeclared(Parameter parameter, SourceDocs.Doc doc, JsonArrayBuilder to) {
    String said = doc.parameters().getOrDefault(parameter.getName(), "");
    QueryParam query = parameter.getAnnotation(QueryParam.class);
    if (query != null) {
      JsonObjectBuilder schema = JSON.createObjectBuilder().add("type", "string");
      DefaultValue fallback = parameter.getAnnotation(DefaultValue.class);
      if (fallback != null) {
        schema.add("default", fallback.value());
      }
      to.add(query(query.value(), schema.add("description", said).build()));
    }
    HeaderParam header = parameter.getAnnotation(HeaderParam.class);
    if (header != null) {
      to.add(header(header.value(), said));
    }
  }

  private static JsonObjectBuilder header(String name, String description) {
    return JSON.createObjectBuilder()
        .add("name", name)
        .add("in", "header")
        .add("required", false)
        .add("description", description)
        .add("schema", JSON.createObjectBuilder().add("type", "string"));
  }
}
