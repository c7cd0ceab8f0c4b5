package io.routerly.store.file;

import io.routerly.domain.UsageRecord;
import io.routerly.store.ListedUsage;
import io.routerly.store.Queries;
import io.routerly.store.Records;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsageSnapshot;
import io.routerly.store.Usages;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A ledger over some months, whose time a test sets. */
final class Months {
  static final Instant OCTOBER = Instant.parse("2026-10-31T23:59:59.500Z");
  static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
  static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");

  final HomeLayout layout;
  private volatile Instant now = OCTOBER;

  Months(Path home) throws IOException {
    layout = new HomeLayout(home);
    new HomeFolders(layout, new DiskOps()).make();
  }

  /** Sets the time. */
  void at(Instant time) {
    now = time;
  }

  FileUsageStore open() throws IOException {
    return open(new DiskOps());
  }

  FileUsageStore open(DiskOps disk) throws IOException {
    return FileUsageStore.open(layout, disk, clock(), new ArrayList<>());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /** Appends a record at the present time. */
  void append(FileUsageStore store, String id) {
    store.append(Records.record(id, now));
  }

  /** Returns the ids of all records, newest first. */
  static List<String> ids(FileUsageStore store) {
    return store.find(Queries.all()).items().stream().map(UsageRecord::id).toList();
  }

  /** Returns all records, after a look whether the totals are theirs. */
  static List<UsageRecord> all(FileUsageStore store) {
    UsageSnapshot snapshot = store.snapshot();
    List<UsageRecord> records = new ArrayList<>();
    snapshot.records(UsageFilter.ALL, records::add);
    Instant end = Instant.parse("2100-01-01T00:00:00Z");
    if (!Usages.hours(snapshot, Instant.EPOCH, end)
        .equals(Usages.hours(new ListedUsage(records), Instant.EPOCH, end))) {
      throw new AssertionError("the totals are not those of the records");
    }
    return records;
  }

  /** Returns the names of the files in the archive. */
  List<String> archived() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    if (Files.isDirectory(layout.archive())) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(layout.archive())) {
        files.forEach(file -> names.add(String.valueOf(file.getFileName())));
      }
    }
    return List.copyOf(names);
  }

  Path archive(String name) {
    return layout.archive().resolve(name);
  }
}
