package io.routerly.api.proxy;

import io.routerly.auth.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;

/** What the filters found out about a request, kept with the request. */
final class CallContext {
  private static final String TRACE_ID = CallContext.class.getName() + ".traceId";
  private static final String CALLER = CallContext.class.getName() + ".caller";

  private CallContext() {}

  static void setTraceId(ContainerRequestContext request, String traceId) {
    request.setProperty(TRACE_ID, traceId);
  }

  static String traceId(ContainerRequestContext request) {
    return (String) request.getProperty(TRACE_ID);
  }

  static boolean hasTraceId(ContainerRequestContext request) {
    return request.getProperty(TRACE_ID) != null;
  }

  static void setCaller(ContainerRequestContext request, Caller caller) {
    request.setProperty(CALLER, caller);
  }

  static Caller caller(ContainerRequestContext request) {
    return (Caller) request.getProperty(CALLER);
  }
}
