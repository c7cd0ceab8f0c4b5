package io.routerly.store;

import io.routerly.domain.UsageRecord;
import java.util.List;

/**
 * Some usage records, newest first.
 *
 * @param items the records
 * @param total how many records match the query in all
 * @param gaps archives of that time that are passed over, in whole or in part
 */
public record UsagePage(List<UsageRecord> items, long total, List<ConfigProblem> gaps) {
  public UsagePage {
    items = List.copyOf(items);
    gaps = List.copyOf(gaps);
  }

  /** A page from a ledger of which everything can be read. */
  public UsagePage(List<UsageRecord> items, long total) {
    this(items, total, List.of());
  }
}
