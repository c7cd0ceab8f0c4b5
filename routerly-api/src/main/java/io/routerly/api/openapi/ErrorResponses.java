package io.routerly.api.openapi;

import static io.routerly.api.http.JsonAnswer.JSON;

import io.routerly.api.describe.Edits;
import io.routerly.api.describe.Refuses;
import io.routerly.domain.ProjectRole;
import io.routerly.error.ErrorCode;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The answers that refuse: which there are follows from what methods declare. Not thread-safe. */
final class ErrorResponses {
  private final SortedMap<String, JsonObject> components = new TreeMap<>();

  /** Returns the error answers of an operation, by their status. */
  SortedMap<Integer, JsonObject> of(Operation operation) {
    Map<Integer, List<ErrorCode>> byStatus =
        codes(operation).stream().collect(Collectors.groupingBy(ErrorCode::status));
    SortedMap<Integer, JsonObject> responses = new TreeMap<>();
    byStatus.forEach((status, codes) -> responses.put(status, reference(status, codes)));
    return responses;
  }

  /** Returns the answers that operations share, by their names. */
  JsonObject components() {
    JsonObjectBuilder all = JSON.createObjectBuilder();
    components.forEach(all::add);
    return all.build();
  }

  private static Set<ErrorCode> codes(Operation operation) {
    Set<ErrorCode> codes = EnumSet.of(ErrorCode.INTERNAL_ERROR);
    operation.declared(Refuses.class).ifPresent(more -> codes.addAll(List.of(more.value())));
    if (operation.needsSession()) {
      codes.addAll(ofAccess(operation));
    }
    if (operation.body().isPresent()) {
      codes.addAll(
          List.of(
              ErrorCode.INVALID_REQUEST,
              ErrorCode.REQUEST_TIMEOUT,
              ErrorCode.REQUEST_TOO_LARGE,
              ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }
    if (!operation.asks().isEmpty()) {
      codes.add(ErrorCode.INVALID_REQUEST);
    }
    if (Arrays.stream(operation.method().getParameters())
        .anyMatch(parameter -> parameter.isAnnotationPresent(PathParam.class))) {
      codes.add(ErrorCode.NOT_FOUND);
    }
    if (operation.answers().conditional()) {
      codes.add(ErrorCode.PRECONDITION_FAILED);
    }
    if (operation.has(Edits.class)) {
      codes.addAll(List.of(ErrorCode.CONFIG_FILE_INVALID, ErrorCode.STORE_UNAVAILABLE));
    }
    if (!producesAnything(operation)) {
      codes.add(ErrorCode.NOT_ACCEPTABLE);
    }
    return codes;
  }

  /** A change with a cookie and without the header of a page is forbidden. */
  private static Set<ErrorCode> ofAccess(Operation operation) {
    Set<ErrorCode> codes = EnumSet.of(ErrorCode.UNAUTHENTICATED, ErrorCode.CONFLICTING_CREDENTIALS);
    boolean more =
        operation.inPerson()
            || !operation.permissions().isEmpty()
            || operation.projectRole().filter(role -> role != ProjectRole.VIEWER).isPresent();
    if (more || !operation.verb().equals("get")) {
      codes.add(ErrorCode.FORBIDDEN);
    }
    return codes;
  }

  private static boolean producesAnything(Operation operation) {
    return operation
        .declared(Produces.class)
        .map(produces -> List.of(produces.value()).contains(MediaType.WILDCARD))
        .orElse(false);
  }

  private JsonObject reference(int status, List<ErrorCode> codes) {
    List<String> names = codes.stream().map(ErrorCode::wireName).sorted().toList();
    String name = String.join(".", names);
    components.computeIfAbsent(name, key -> response(status, codes, names));
    return JSON.createObjectBuilder().add("$ref", "#/components/responses/" + name).build();
  }

  private static JsonObject response(int status, List<ErrorCode> codes, List<String> names) {
    JsonObjectBuilder headers =
        JSON.createObjectBuilder().add("x-routerly-error", Headers.reference("Code"));
    if (status == 401) {
      headers.add("WWW-Authenticate", Headers.reference("Challenge"));
    }
    if (status == 429 || codes.contains(ErrorCode.OVERLOADED)) {
      headers.add("Retry-After", Headers.reference("RetryAfter"));
    }
    return JSON.createObjectBuilder()
        .add(
            "description",
            names.stream().map(code -> "`" + code + "`").collect(Collectors.joining(" or ")))
        .add("x-routerly-codes", JSON.createArrayBuilder(names))
        .add("headers", headers)
        .add("content", Schemas.content(Schemas.reference("ApiError")))
        .build();
  }
}
