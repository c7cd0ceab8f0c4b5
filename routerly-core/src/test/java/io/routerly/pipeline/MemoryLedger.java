package io.routerly.pipeline;

import io.routerly.domain.UsageRecord;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ListedUsage;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import io.routerly.store.UsageSnapshot;
import io.routerly.store.UsageStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A ledger that lives in memory alone. */
final class MemoryLedger implements UsageStore {
  private final List<UsageRecord> records = Collections.synchronizedList(new ArrayList<>());
  private Consumer<UsageRecord> whenAppended = record -> {};

  /** Returns all records, oldest first. */
  List<UsageRecord> records() {
    return records;
  }

  /** Has this happen after each record that is written. */
  void whenAppended(Consumer<UsageRecord> happening) {
    whenAppended = happening;
  }

  @Override
  public void append(UsageRecord record) {
    records.add(record);
    whenAppended.accept(record);
  }

  @Override
  public UsagePage find(UsageQuery query) {
    return new UsagePage(records, records.size());
  }

  @Override
  public Optional<UsageRecord> get(String id) {
    return records.stream().filter(record -> record.id().equals(id)).findFirst();
  }

  @Override
  public UsageSnapshot snapshot() {
    return new ListedUsage(List.copyOf(records));
  }

  @Override
  public List<ConfigProblem> problems() {
    return List.of();
  }

  @Override
  public boolean isHealthy() {
    return true;
  }

  @Override
  public void close() {}
}
