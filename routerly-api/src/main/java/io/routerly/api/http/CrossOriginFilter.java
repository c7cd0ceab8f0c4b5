package io.routerly.api.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Lets pages of other origins call the proxy and the management API, as far as the settings name
 * those origins; without any, which is usual, it does nothing.
 *
 * <p>A page must bring its own credential: browsers are never told that they may send cookies. The
 * question that a browser asks beforehand is answered before anybody is asked for a credential,
 * since it comes without. Thread-safe.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">the CORS protocol</a>
 */
@PreMatching
@Priority(CrossOriginFilter.AFTER_THE_ID)
public final class CrossOriginFilter implements ContainerRequestFilter, ContainerResponseFilter {
  /** An answer that this filter gives itself has the id of its request like all others. */
  static final int AFTER_THE_ID = Priorities.USER + 100;

  private static final String ORIGIN = "Origin";
  private static final String ASKED_METHOD = "Access-Control-Request-Method";
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

  /** Without cookies, a star stands for every header but this one. */
  private static final String HEADERS = "Authorization, *";

  /** For how long, in seconds, a browser need not ask again. */
  private static final int MAX_AGE = 600;

  private final Supplier<? extends Collection<String>> origins;

  /**
   * @param origins those that are let in, as browsers name them; asked at every request
   */
  public CrossOriginFilter(Supplier<? extends Collection<String>> origins) {
    this.origins = origins;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getMethod().equals(HttpMethod.OPTIONS)
        && request.getHeaderString(ASKED_METHOD) != null
        && isOpen(request)
        && isLetIn(request.getHeaderString(ORIGIN))) {
      request.abortWith(
          Response.noContent()
              .header("Access-Control-Allow-Methods", METHODS)
              .header("Access-Control-Allow-Headers", HEADERS)
              .header("Access-Control-Max-Age", MAX_AGE)
              .build());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (origins.get().isEmpty() || !isOpen(request)) {
      return;
    }
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.add(HttpHeaders.VARY, ORIGIN);
    String origin = request.getHeaderString(ORIGIN);
    if (isLetIn(origin)) {
      headers.putSingle("Access-Control-Allow-Origin", origin);
      headers.putSingle("Access-Control-Expose-Headers", "*");
    }
  }

  private boolean isLetIn(String origin) {
    return origin != null && origins.get().contains(origin);
  }

  private static boolean isOpen(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath(false);
    return path.startsWith("v1/") || path.startsWith("projects/") || path.startsWith("api/");
  }
}
