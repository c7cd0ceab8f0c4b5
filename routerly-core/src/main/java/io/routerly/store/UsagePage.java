package io.routerly.store;

import io.routerly.domain.UsageRecord;
import java.util.List;

/**
 * Some usage records, newest first.
 *
 * @param items the records
 * @param total how many records match the query in all
 */
public record UsagePage(List<UsageRecord> items, long total) {
  public UsagePage {
    items = List.copyOf(items);
  }
}
