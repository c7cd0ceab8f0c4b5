package io.routerly.api.http;

import java.util.List;

/**
 * Some of a list.
 *
 * @param items the part that was asked for
 * @param total length of the whole list
 */
public record Page<T>(List<T> items, long total) {
  public Page {
    items = List.copyOf(items);
  }
}
