package io.routerly.api.openapi;

import static io.routerly.api.http.JsonAnswer.JSON;

import io.routerly.api.http.JsonAnswer;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The description of everything below {@code /api}.
 *
 * <p>Paths in it are relative to the server's address {@code ../api}, which is relative to where
 * the description is read, so that it fits below every context root.
 */
public final class ApiDescription {
  /** Where the description is among the resources of the jar. */
  public static final String RESOURCE = "io/routerly/api/management/openapi.json";

  private static final String INTRODUCTION =
      """
      By it everything is configured that can be, and told what was used. All of it speaks JSON. Single resources have an \
      ETag, which `If-Match` holds a change against. Lists take `limit` and `offset`. An unknown \
      field of a body is an error, and errors name what is wrong by JSON pointers. Every answer \
      carries the id of its request in the header `x-routerly-trace-id`.

      A field that is not required is absent where it has no value; it is `null` only where its \
      schema says so. `x-routerly-permission` names permissions, one of which the caller must \
      hold; `x-routerly-project-role` is the role in the project that stands in for \
      `projects:write`; `x-routerly-codes` are the values that `error` may have; \
      `x-routerly-max-bytes` is how large a body may be.""";

  private ApiDescription() {}

  /**
   * Writes the description of this module.
   *
   * @param arguments the directory of the module's classes, below which the description is put, the
   *     product's version, and the roots of the sources
   */
  public static void main(String[] arguments) throws IOException {
    Path classes = Path.of(arguments[0]);
    List<Path> sources = Arrays.stream(arguments).skip(2).map(Path::of).toList();
    Path file = classes.resolve(RESOURCE);
    Files.createDirectories(file.getParent());
    Files.write(file, JsonAnswer.bytes(of(classes, arguments[1], sources)));
  }

  /**
   * Returns the description.
   *
   * @param classes the directory of the module's classes, which this thread's class loader knows
   * @param version the product's version
   * @param sources roots of the sources of the resources and of all records
   * @throws IllegalStateException if methods do not say what a reader must know; it names all of
   *     them, and the annotations that are missing
   */
  public static JsonObject of(Path classes, String version, List<Path> sources) {
    List<Class<?>> resources = ResourceClasses.in(classes);
    List<Operation> operations =
        resources.stream()
            .flatMap(resource -> Operation.of(resource).stream())
            .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::order))
            .toList();
    Completeness.require(operations);
    SourceDocs docs = new SourceDocs(sources);
    Schemas schemas = new Schemas(docs, resources);
    operations.forEach(operation -> schemas.willAnswer(operation.answers()));
    OperationWriter writer = new OperationWriter(docs, schemas, new ErrorResponses());
    JsonObject paths = paths(operations, writer);
    return JSON.createObjectBuilder()
        .add("openapi", "3.1.0")
        .add("info", info(version))
        .add(
            "servers",
            JSON.createArrayBuilder().add(JSON.createObjectBuilder().add("url", "../api")))
        .add("tags", tags(resources, docs))
        .add("paths", paths)
        .add("components", writer.components())
        .build();
  }

  private static JsonObjectBuilder info(String version) {
    return JSON.createObjectBuilder()
        .add("title", "Routerly management API")
        .add("version", version)
        .add("description", INTRODUCTION)
        .add(
            "license",
            JSON.createObjectBuilder().add("name", "Apache-2.0").add("identifier", "Apache-2.0"));
  }

  private static JsonObject paths(List<Operation> operations, OperationWriter writer) {
    Map<String, JsonObjectBuilder> paths = new TreeMap<>();
    for (Operation operation : operations) {
      paths
          .computeIfAbsent(operation.path(), path -> JSON.createObjectBuilder())
          .add(operation.verb(), writer.write(operation));
    }
    JsonObjectBuilder all = JSON.createObjectBuilder();
    paths.forEach(all::add);
    return all.build();
  }

  /** A tag is told of by the resource with the shortest path. */
  private static JsonArrayBuilder tags(List<Class<?>> resources, SourceDocs docs) {
    Map<String, Class<?>> tags = new TreeMap<>();
    resources.stream()
        .sorted(Comparator.comparing(Operation::pathOf))
        .forEach(resource -> tags.putIfAbsent(Operation.tagOf(resource), resource));
    JsonArrayBuilder all = JSON.createArrayBuilder();
    tags.forEach(
        (name, resource) ->
            all.add(
                JSON.createObjectBuilder()
                    .add("name", name)
                    .add("description", docs.of(resource).text())));
    return all;
  }
}
