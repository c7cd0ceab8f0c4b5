package io.routerly.api.proxy;

import io.routerly.domain.Ids;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;

/** Gives each request its trace id, and each answer the header that tells it. */
@PreMatching
public final class TraceIdFilter implements ContainerRequestFilter, ContainerResponseFilter {
  /** The header that carries the id under which a decision can be looked up. */
  public static final String HEADER = "x-routerly-trace-id";

  private final Ids ids;

  public TraceIdFilter(Ids ids) {
    this.ids = ids;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    CallContext.setTraceId(request, ids.trace());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    String traceId = CallContext.hasTraceId(request) ? CallContext.traceId(request) : ids.trace();
    response.getHeaders().putSingle(HEADER, traceId);
  }
}
