package io.routerly.api.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;

/**
 * Puts the envelope into error answers that the framework makes without one, past the mapper, such
 * as that to a header it cannot parse. Answers of providers always have a body of their own.
 */
public final class BareErrorFilter implements ContainerResponseFilter {
  private static final int FIRST_ERROR = 400;

  private final GatewayErrorMapper mapper;

  public BareErrorFilter(GatewayErrorMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() < FIRST_ERROR || response.hasEntity()) {
      return;
    }
    Response told = mapper.toResponse(new WebApplicationException(response.getStatus()));
    response.setStatus(told.getStatus());
    response.setEntity(told.getEntity(), new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
    told.getHeaders().forEach((name, values) -> response.getHeaders().put(name, values));
  }
}
