package io.routerly.api.proxy;

import static java.util.Locale.ROOT;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.wire.MultipartScanner;
import io.routerly.wire.RequestFacts;
import io.routerly.wire.RequestScanner;
import io.routerly.wire.WireFormat;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.Set;

/** Finds out what a request asks for, and above all which model it names. */
final class Facts {
  private static final String MODEL_HEADER = "x-routerly-model";

  /**
   * What may stand before the brace of a JSON text in any encoding: space, zero, marks of order.
   */
  private static final Set<Integer> BEFORE_JSON =
      Set.of(0, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf, 0xfe, 0xff);

  private Facts() {}

  /**
   * Returns the facts of a request.
   *
   * @throws GatewayException {@code invalid_request} if it names no model, or two, or is malformed
   */
  static RequestFacts of(Route route, ContainerRequestContext request, byte[] body) {
    RequestFacts facts =
        route.format() == WireFormat.OPAQUE
            ? ofOpaque(request, body)
            : named(request, RequestScanner.scan(route.format(), body));
    if (route.format() == WireFormat.OPENAI_RESPONSES && facts.origin().background()) {
      throw new GatewayException(
          ErrorCode.FIELDS_NOT_SUPPORTED,
          "\"background\": true is not supported: what such an answer uses is known when nobody waits"
              + " for it any more, so no budget would count it. Leave it out, and stream the answer.");
    }
    if (facts.model().isEmpty()) {
      throw malformed(
          route.format() == WireFormat.OPAQUE
              ? "Name the model that serves this path: as \"model\" in the body or the query, or in"
                  + " the header x-routerly-model."
              : "The request names no model: give it a \"model\".");
    }
    return facts;
  }

  /** The header goes before the body's model, which an SDK may not let its user change. */
  private static RequestFacts named(ContainerRequestContext request, RequestFacts facts) {
    String header = request.getHeaderString(MODEL_HEADER);
    boolean replaces = header != null && !header.isBlank() && facts.modelField().isPresent();
    return replaces ? facts.withModel(header.strip()) : facts;
  }

  private static RequestFacts ofOpaque(ContainerRequestContext request, byte[] body) {
    RequestFacts facts =
        body.length == 0 ? RequestFacts.none() : ofBody(contentType(request), body);
    String query = modelInQuery(request);
    String header = request.getHeaderString(MODEL_HEADER);
    String named =
        !facts.model().isEmpty() ? facts.model() : header != null ? header.strip() : query;
    if (!query.isEmpty() && !query.equals(named)) {
      throw malformed(
          "The query names another model than the body or the header x-routerly-model.");
    }
    return facts.withModel(named);
  }

  /** What the body is decides, since a provider may heed it more than its Content-Type. */
  private static RequestFacts ofBody(String contentType, byte[] body) {
    String type = contentType.strip().toLowerCase(ROOT);
    if (type.startsWith("multipart/form-data")) {
      return MultipartScanner.scan(body, contentType);
    }
    if (type.startsWith("application/x-www-form-urlencoded")) {
      throw malformed("Send the form as multipart/form-data.");
    }
    return type.contains("json") || looksLikeObject(body)
        ? RequestScanner.scan(WireFormat.OPAQUE, body)
        : RequestFacts.none();
  }

  private static boolean looksLikeObject(byte[] body) {
    int at = 0;
    while (at < body.length && BEFORE_JSON.contains(body[at] & 0xff)) {
      at++;
    }
    return at < body.length && body[at] == '{';
  }

  private static String contentType(ContainerRequestContext request) {
    List<String> values = request.getHeaders().getOrDefault("Content-Type", List.of());
    if (values.size() > 1) {
      throw malformed("The request has two Content-Types.");
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  private static String modelInQuery(ContainerRequestContext request) {
    List<String> values =
        request.getUriInfo().getQueryParameters().getOrDefault("model", List.of());
    if (values.size() > 1) {
      throw malformed("The query names \"model\" twice.");
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  private static GatewayException malformed(String message) {
    return new GatewayException(ErrorCode.INVALID_REQUEST, message);
  }
}
