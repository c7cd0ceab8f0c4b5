package io.routerly.api.http;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;

/**
 * Which part of a list is asked for.
 *
 * @param limit most items to return, from 1 to 1,000; 100 where the client does not say
 * @param offset how many to pass over
 */
public record Paging(int limit, int offset) {
  private static final int USUAL = 100;
  private static final int MOST = 1000;

  /**
   * Returns what the query parameters {@code limit} and {@code offset} say.
   *
   * @throws io.routerly.error.GatewayException {@code invalid_request} if they are no such numbers
   */
  public static Paging of(MultivaluedMap<String, String> query) {
    return new Paging(
        QueryParameters.integer(query, "limit", USUAL, 1, MOST),
        QueryParameters.integer(query, "offset", 0, 0, Integer.MAX_VALUE));
  }

  /** Returns that part of {@code all}. */
  public <T> Page<T> of(List<T> all) {
    return new Page<>(all.stream().skip(offset).limit(limit).toList(), all.size());
  }
}
