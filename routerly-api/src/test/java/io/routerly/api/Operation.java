package io.routerly.api;

import io.routerly.api.http.JsonBody;
import io.routerly.api.http.ProxyCall;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;

/**
 * One thing that requests can ask of the service, found in what is registered and so never
 * forgotten. Calls of the proxy are none: project tokens admit to them, not roles.
 *
 * @param method of HTTP
 * @param path with a slash before it, and names in braces where it varies
 * @param takesBody whether a JSON body belongs to it
 */
record Operation(String method, String path, boolean takesBody) {
  /** Returns its name, such as {@code GET /api/models/{id}}. */
  String name() {
    return method + " " + path;
  }

  boolean changes() {
    return !method.equals("GET");
  }

  boolean isOfProject() {
    return path.contains("{slug}");
  }

  /** Returns all that the application serves, by path and method. */
  static List<Operation> of(GatewayApplication application) {
    List<Operation> operations = new ArrayList<>();
    application.getResources().forEach(resource -> add(resource, "", operations));
    operations.sort(Comparator.comparing(Operation::path).thenComparing(Operation::method));
    return operations;
  }

  private static void add(Resource resource, String above, List<Operation> operations) {
    String path = joined(above, resource.getPath());
    resource.getResourceMethods().stream()
        .filter(method -> !isOfProxy(method))
        .map(method -> of(method, path))
        .forEach(operations::add);
    resource.getChildResources().forEach(child -> add(child, path, operations));
  }

  private static Operation of(ResourceMethod method, String path) {
    Method code = method.getInvocable().getDefinitionMethod();
    boolean body = Arrays.asList(code.getParameterTypes()).contains(JsonBody.class);
    return new Operation(method.getHttpMethod(), path.isEmpty() ? "/" : path, body);
  }

  private static String joined(String above, String path) {
    String named = path.replaceAll("\\{\\s*([A-Za-z]+)[^}]*}", "{$1}");
    return named.isEmpty() ? above : above + (named.startsWith("/") ? "" : "/") + named;
  }

  private static boolean isOfProxy(ResourceMethod method) {
    return method.getInvocable().getHandler().getHandlerClass().isAnnotationPresent(ProxyCall.class)
        || method.getInvocable().getDefinitionMethod().isAnnotationPresent(ProxyCall.class);
  }
}
