package io.routerly.api;

import io.routerly.domain.UsageRecord;
import io.routerly.store.ConfigProblem;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import io.routerly.store.UsageSnapshot;
import io.routerly.store.UsageStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A ledger that lives in memory alone. */
final class MemoryUsageStore implements UsageStore {
  private final List<UsageRecord> records = new CopyOnWriteArrayList<>();
  private final List<ConfigProblem> problems = new CopyOnWriteArrayList<>();
  private volatile boolean healthy = true;
  private volatile int readable = Integer.MAX_VALUE;

  void report(ConfigProblem problem) {
    problems.add(problem);
  }

  /** Has snapshots read so many records and then fail. */
  void failAfter(int count) {
    readable = count;
  }

  void breakDown() {
    healthy = false;
  }

  @Override
  public void append(UsageRecord record) {
    records.add(record);
  }

  @Override
  public UsagePage find(UsageQuery query) {
    List<UsageRecord> matching =
        records.stream()
            .filter(query.filter()::matches)
            .sorted(Comparator.comparing(UsageRecord::timestamp).reversed())
            .toList();
    return new UsagePage(
        matching.stream().skip(query.offset()).limit(query.limit()).toList(), matching.size());
  }

  @Override
  public Optional<UsageRecord> get(String id) {
    return records.stream().filter(record -> record.id().equals(id)).findFirst();
  }

  @Override
  public UsageSnapshot snapshot() {
    return new ListedUsage(List.copyOf(records), readable);
  }

  @Override
  public List<ConfigProblem> problems() {
    return List.copyOf(problems);
  }

  @Override
  public boolean isHealthy() {
    return healthy;
  }

  @Override
  public void close() {}
}
