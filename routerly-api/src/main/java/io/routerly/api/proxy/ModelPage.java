package io.routerly.api.proxy;

import io.routerly.domain.Model;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;

/**
 * A part of a list of models, chosen with Anthropic's {@code limit}, {@code after_id} and {@code
 * before_id}.
 *
 * @param models the models
 * @param hasMore whether there are more in the direction of the request
 */
record ModelPage(List<Model> models, boolean hasMore) {
  static ModelPage of(
      List<Model> all, ContainerRequestContext request, int defaultLimit, int maxLimit) {
    MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
    int limit = limit(query.getFirst("limit"), defaultLimit, maxLimit);
    String before = query.getFirst("before_id");
    if (before != null) {
      int end = indexOf(all, before);
      int start = Math.max(0, end - limit);
      return new ModelPage(all.subList(start, end), start > 0);
    }
    String after = query.getFirst("after_id");
    int start = after == null ? 0 : indexOf(all, after) + 1;
    int end = Math.min(all.size(), start + limit);
    return new ModelPage(all.subList(start, end), end < all.size());
  }

  private static int limit(String text, int defaultLimit, int maxLimit) {
    if (text == null) {
      return defaultLimit;
    }
    if (!text.matches("\\d{1,4}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > maxLimit) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "limit must be a number from 1 to " + maxLimit + ".");
    }
    return Integer.parseInt(text);
  }

  private static int indexOf(List<Model> all, String id) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new GatewayException(
        ErrorCode.INVALID_REQUEST, "This project has no model \"" + id + "\" to page from.");
  }
}
