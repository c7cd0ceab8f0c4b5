package io.routerly.api;

import io.routerly.api.openapi.ApiDescription;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The description of the management API as the build makes it of the present classes. */
final class DescribedApi {
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src", "main", "java"), Path.of("..", "routerly-core", "src", "main", "java"));

  final JsonObject document;

  /**
   * An operation.
   *
   * @param verb the HTTP method in lower case
   * @param path its path below {@code /api}, with parameters in braces
   */
  record Operation(String verb, String path, JsonObject said) {
    String id() {
      return said.getString("operationId");
    }

    JsonObject responses() {
      return said.getJsonObject("responses");
    }

    @Override
    public String toString() {
      return verb.toUpperCase(Locale.ROOT) + " " + path + " (" + id() + ")";
    }
  }

  private DescribedApi(JsonObject document) {
    this.document = document;
  }

  /** Made once: it takes a while. */
  private static final class Once {
    static final DescribedApi API = made();
  }

  static DescribedApi ofThisBuild() {
    return Once.API;
  }

  private static DescribedApi made() {
    try {
      Path classes =
          Path.of(GatewayApi.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new DescribedApi(ApiDescription.of(classes, "0", SOURCES));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Operation> operations() {
    return document.getJsonObject("paths").entrySet().stream()
        .flatMap(
            path ->
                path.getValue().asJsonObject().entrySet().stream()
                    .map(
                        verb ->
                            new Operation(
                                verb.getKey(), path.getKey(), verb.getValue().asJsonObject())))
        .toList();
  }

  JsonObject schemas() {
    return document.getJsonObject("components").getJsonObject("schemas");
  }

  /** Returns what a reference stands for, or the object itself where it is none. */
  JsonObject resolved(JsonObject part) {
    if (!part.containsKey("$ref")) {
      return part;
    }
    JsonObject found = document;
    for (String name : part.getString("$ref").substring(2).split("/", -1)) {
      found = found.getJsonObject(name);
    }
    return found;
  }

  /** Returns the texts of an array; of one that is not there, none. */
  static Stream<String> texts(JsonObject part, String name) {
    JsonArray array = part.getJsonArray(name);
    return array == null
        ? Stream.of()
        : array.getValuesAs(JsonString.class).stream().map(JsonString::getString);
  }
}
