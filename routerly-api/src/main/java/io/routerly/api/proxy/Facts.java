package io.routerly.api.proxy;

import static java.util.Locale.ROOT;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.wire.MultipartScanner;
import io.routerly.wire.RequestFacts;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import jakarta.ws.rs.container.ContainerRequestContext;

/** Finds out what a request asks for, and above all which model it names. */
final class Facts {
  private static final String MODEL_HEADER = "x-routerly-model";

  private Facts() {}

  /**
   * Returns the facts of a request.
   *
   * @throws GatewayException {@code invalid_request} if it names no model or is malformed
   */
  static RequestFacts of(Route route, ContainerRequestContext request, byte[] body) {
    RequestFacts facts =
        route.format() == WireFormat.OPAQUE ? ofOpaque(request, body) : RequestScanner.scan(body);
    if (facts.model().isEmpty()) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          route.format() == WireFormat.OPAQUE
              ? "Name the model that serves this path: as \"model\" in the body or the query, or in"
                  + " the header x-routerly-model."
              : "The request names no model: give it a \"model\".");
    }
    return facts;
  }

  private static RequestFacts ofOpaque(ContainerRequestContext request, byte[] body) {
    String header = request.getHeaderString("Content-Type");
    String type = header == null ? "" : header;
    RequestFacts facts = RequestFacts.none(body.length);
    if (body.length > 0 && type.toLowerCase(ROOT).contains("json")) {
      facts = RequestScanner.scan(body);
    } else if (type.toLowerCase(ROOT).startsWith("multipart/form-data")) {
      facts = MultipartScanner.scan(body, type);
    }
    return facts.model().isEmpty() ? facts.withModel(modelBeside(request)) : facts;
  }

  private static String modelBeside(ContainerRequestContext request) {
    String header = request.getHeaderString(MODEL_HEADER);
    String query = request.getUriInfo().getQueryParameters().getFirst("model");
    return header != null ? header.strip() : query == null ? "" : query;
  }
}
