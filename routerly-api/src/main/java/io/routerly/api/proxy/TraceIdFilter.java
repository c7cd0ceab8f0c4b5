package io.routerly.api.proxy;

import io.routerly.api.http.ErrorAnswers;
import io.routerly.domain.Ids;
import io.routerly.log.LogMark;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request its id, which its answer and every line that is logged for it tell.
 *
 * <p>A client may name its request itself, by {@code X-Request-Id}: the answer tells that name too,
 * where the provider's answer has none of its own, and the log has it beside the id.
 */
@PreMatching
public final class TraceIdFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String HEADER = ErrorAnswers.TRACE_HEADER;
  private static final String CLIENTS_HEADER = "X-Request-Id";

  /** What neither breaks a line of the log nor means anything in it. */
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:=@+/-]{1,128}");

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
    String named = nameOf(request);
    LogMark.set(named == null ? traceId : traceId + " " + named);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    String traceId = CallContext.hasTraceId(request) ? CallContext.traceId(request) : ids.trace();
    headers.putSingle(HEADER, traceId);
    String named = nameOf(request);
    if (named != null && !headers.containsKey(CLIENTS_HEADER)) {
      headers.putSingle(CLIENTS_HEADER, named);
    }
  }

  private static @Nullable String nameOf(ContainerRequestContext request) {
    String name = request.getHeaderString(CLIENTS_HEADER);
    return name != null && HARMLESS.matcher(name).matches() ? name : null;
  }
}
