package io.routerly.api.proxy;

import io.routerly.api.http.ErrorAnswers;
import io.routerly.domain.Ids;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;

/** Gives each request its trace id, and each answer the header that tells it. */
@PreMatching
public final class TraceIdFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String HEADER = ErrorAnswers.TRACE_HEADER;

  private final Ids ids;

  public TraceIdFilter(Ids ids) {
    this.ids = ids;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String traceId = ids.trace();
    CallContext.setTraceId(request, traceId);
    // For whatever only sees the headers; one that the client sent means nothing here.
    request.getHeaders().putSingle(HEADER, traceId);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    String traceId = CallContext.hasTraceId(request) ? CallContext.traceId(request) : ids.trace();
    response.getHeaders().putSingle(HEADER, traceId);
  }
}
