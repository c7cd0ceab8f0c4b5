package io.routerly.store;

/**
 * Which page of usage records is asked for.
 *
 * @param filter which records at all
 * @param limit most records to return, from 1 to 1,000
 * @param offset how many of them to pass over, newest first
 */
public record UsageQuery(UsageFilter filter, int limit, int offset) {
  public UsageQuery {
    if (limit < 1 || limit > 1000 || offset < 0) {
      throw new IllegalArgumentException("limit must be from 1 to 1000 and offset not negative");
    }
  }
}
