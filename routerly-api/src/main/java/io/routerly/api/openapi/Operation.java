package io.routerly.api.openapi;

import io.routerly.api.describe.Answers;
import io.routerly.api.describe.Asks;
import io.routerly.api.describe.InProject;
import io.routerly.api.describe.Takes;
import io.routerly.api.http.AtMost;
import io.routerly.api.http.JsonBody;
import io.routerly.api.http.JsonBodyReader;
import io.routerly.api.http.Public;
import io.routerly.api.http.RequiresPermission;
import io.routerly.api.http.SignedIn;
import io.routerly.domain.Permission;
import io.routerly.domain.ProjectRole;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A resource method that requests can reach.
 *
 * @param verb the HTTP method in lower case
 * @param path the path below {@code /api}, with parameters in braces and without their patterns
 */
record Operation(Class<?> resource, Method method, String verb, String path) {
  private static final Pattern PARAMETER = Pattern.compile("\\{\\s*(\\w+)\\s*(:[^}]*)?}");
  private static final Pattern SLASHES = Pattern.compile("/+");
  private static final List<String> ORDER = List.of("get", "post", "put", "patch", "delete");
  private static final String API = "/api";

  /** Returns the operations of a resource. */
  static List<Operation> of(Class<?> resource) {
    return Arrays.stream(resource.getMethods())
        .flatMap(method -> verbOf(method).map(verb -> of(resource, method, verb)).stream())
        .toList();
  }

  private static Operation of(Class<?> resource, Method method, String verb) {
    Path below = method.getAnnotation(Path.class);
    String path = pathOf(resource) + (below == null ? "" : "/" + below.value());
    return new Operation(
        resource,
        method,
        verb,
        PARAMETER
            .matcher(SLASHES.matcher(path).replaceAll("/").substring(API.length()))
            .replaceAll("{$1}"));
  }

  private static Optional<String> verbOf(Method method) {
    return Arrays.stream(method.getAnnotations())
        .flatMap(
            annotation ->
                Stream.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class)))
        .map(http -> http.value().toLowerCase(Locale.ROOT))
        .findFirst();
  }

  /** Returns the path of a resource below the application's root. */
  static String pathOf(Class<?> resource) {
    return "/" + resource.getAnnotation(Path.class).value().replaceAll("^/|/$", "");
  }

  /** Returns what a resource's operations are grouped under: the first part of its path. */
  static String tagOf(Class<?> resource) {
    String below = pathOf(resource).substring(API.length()).replaceFirst("^/", "");
    return below.isEmpty() ? "description" : below.replaceFirst("[/.].*", "");
  }

  int order() {
    return ORDER.indexOf(verb);
  }

  /** Returns the id, which stays as long as nobody renames the method or its class. */
  String id() {
    String whole = resource.getSimpleName().replaceFirst("Resource$", "");
    String name = method.getName();
    return Character.toLowerCase(whole.charAt(0))
        + whole.substring(1)
        + Character.toUpperCase(name.charAt(0))
        + name.substring(1);
  }

  Optional<Answers> declaredAnswers() {
    return declared(Answers.class);
  }

  Answers answers() {
    return declaredAnswers().orElseThrow();
  }

  /** Returns the parameter that takes the body. */
  Optional<Parameter> body() {
    return Arrays.stream(method.getParameters())
        .filter(parameter -> parameter.getType() == JsonBody.class)
        .findFirst();
  }

  /** Returns how large the body may be, in bytes. */
  int mostBytes() {
    return body()
        .map(parameter -> parameter.getAnnotation(AtMost.class))
        .map(AtMost::value)
        .orElse(JsonBodyReader.USUAL_LIMIT);
  }

  Optional<Takes> takes() {
    return body().map(parameter -> parameter.getAnnotation(Takes.class));
  }

  /** Returns the parameter that gives the query. */
  Optional<Parameter> query() {
    return Arrays.stream(method.getParameters())
        .filter(parameter -> parameter.getType() == UriInfo.class)
        .findFirst();
  }

  /** Returns the records whose components are query parameters. */
  List<Class<? extends Record>> asks() {
    return query()
        .map(parameter -> List.of(parameter.getAnnotation(Asks.class).value()))
        .orElse(List.of());
  }

  boolean needsSession() {
    return !method.isAnnotationPresent(Public.class);
  }

  boolean inPerson() {
    return declared(SignedIn.class).map(SignedIn::inPerson).orElse(false);
  }

  /** Returns permissions, one of which is needed. */
  List<String> permissions() {
    return declared(RequiresPermission.class)
        .map(required -> Arrays.stream(required.value()).map(Permission::wireName).toList())
        .orElse(List.of());
  }

  Optional<ProjectRole> projectRole() {
    return declared(InProject.class).map(InProject::value);
  }

  boolean has(Class<? extends Annotation> annotation) {
    return method.isAnnotationPresent(annotation);
  }

  <A extends Annotation> Optional<A> declared(Class<A> annotation) {
    return Optional.ofNullable(method.getAnnotation(annotation));
  }

  @Override
  public String toString() {
    return resource.getSimpleName() + "." + method.getName();
  }
}
