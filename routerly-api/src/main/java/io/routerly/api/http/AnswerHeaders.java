package io.routerly.api.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;

/**
 * Adds the headers that keep browsers from guessing what answers are, and those of management and
 * health out of caches; one of these that says something else itself keeps it.
 */
public final class AnswerHeaders implements ContainerResponseFilter {
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putSingle("X-Content-Type-Options", "nosniff");
    String path = request.getUriInfo().getPath(false);
    if (path.startsWith("api/") || path.startsWith("health")) {
      addIfAbsent(headers, HttpHeaders.CACHE_CONTROL, "no-store");
      addIfAbsent(headers, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
      addIfAbsent(headers, "Referrer-Policy", "no-referrer");
    }
  }

  private static void addIfAbsent(
      MultivaluedMap<String, Object> headers, String name, String value) {
    if (!headers.containsKey(name)) {
      headers.putSingle(name, value);
    }
  }
}
