package io.routerly.api.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Adds the headers that keep browsers from guessing what answers are, from running or framing them
 * and from telling others where they were, and that keep answers out of caches, but for those of
 * the proxy; a resource that says something else itself keeps it.
 */
public final class AnswerHeaders implements ContainerResponseFilter {
  private static final String HSTS = "Strict-Transport-Security";
  private static final String ONE_YEAR = "max-age=31536000";

  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options",
          "nosniff",
          "Content-Security-Policy",
          "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy",
          "no-referrer");

  private final BooleanSupplier byTlsAlone;

  /**
   * @param byTlsAlone whether people reach the service by TLS, as its public address tells
   */
  public AnswerHeaders(BooleanSupplier byTlsAlone) {
    this.byTlsAlone = byTlsAlone;
  }

  /** Returns the headers for answers that a server makes past the application. */
  public static Map<String, String> ofServer() {
    Map<String, String> headers = new LinkedHashMap<>(ALWAYS);
    headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
    return headers;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    ALWAYS.forEach((name, value) -> addIfAbsent(headers, name, value));
    String path = request.getUriInfo().getPath(false);
    if (!path.startsWith("v1/") && !path.startsWith("projects/")) {
      addIfAbsent(headers, HttpHeaders.CACHE_CONTROL, "no-store");
    }
    if (byTlsAlone.getAsBoolean()) {
      addIfAbsent(headers, HSTS, ONE_YEAR);
    }
  }

  private static void addIfAbsent(
      MultivaluedMap<String, Object> headers, String name, String value) {
    if (!headers.containsKey(name)) {
      headers.putSingle(name, value);
    }
  }
}
