package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.UsageRecord;
import io.routerly.store.ListedUsage;
import io.routerly.store.RandomUsage;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import io.routerly.store.UsageSnapshot;
import io.routerly.store.Usages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the records and whatever is asked, the answers are those of a plain recount. */
final class LedgerTotalsTest {
  private static final int RECORDS = 2500;

  @Property(tries = 20)
  void totalsAndPagesAreThoseOfAPlainRecount(@ForAll long seed) throws IOException {
    RandomUsage random = new RandomUsage(seed, Homes.NOW, Duration.ofHours(40));
    List<UsageRecord> records = random.records(RECORDS);
    Path home = Files.createTempDirectory("ledger");
    try {
      HomeLayout layout = new HomeLayout(home);
      new HomeFolders(layout, new DiskOps()).make();
      int firstPart = random.upTo(RECORDS);
      append(layout, records.subList(0, firstPart));
      append(layout, records.subList(firstPart, RECORDS));
      try (FileUsageStore store = open(layout)) {
        for (int i = 0; i < 10; i++) {
          assertHours(store.snapshot(), records, random.time(), random.time());
          assertPage(store, records, random);
        }
      }
    } finally {
      delete(home);
    }
  }

  private static void append(HomeLayout layout, List<UsageRecord> records) throws IOException {
    try (FileUsageStore store = open(layout)) {
      records.forEach(store::append);
    }
  }

  private static FileUsageStore open(HomeLayout layout) throws IOException {
    return FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>());
  }

  private static void assertHours(
      UsageSnapshot snapshot, List<UsageRecord> records, Instant oneEnd, Instant otherEnd) {
    Instant from = oneEnd.truncatedTo(ChronoUnit.HOURS);
    Instant to = otherEnd.truncatedTo(ChronoUnit.HOURS);
    assertThat(Usages.hours(snapshot, from, to))
        .isEqualTo(Usages.hours(new ListedUsage(records), from, to));
  }

  private static void assertPage(
      FileUsageStore store, List<UsageRecord> records, RandomUsage random) {
    UsageFilter filter = random.filter();
    List<UsageRecord> matching = new ArrayList<>(records.stream().filter(filter::matches).toList());
    List<UsageRecord> exported = new ArrayList<>();
    store.snapshot().records(filter, exported::add);
    assertThat(exported).isEqualTo(matching);

    Collections.reverse(matching);
    UsageQuery query =
        new UsageQuery(filter, 1 + random.upTo(99), random.upTo(matching.size() + 10));
    UsagePage page = store.find(query);
    assertThat(page.total()).as("%s", query).isEqualTo(matching.size());
    assertThat(page.items())
        .isEqualTo(matching.stream().skip(query.offset()).limit(query.limit()).toList());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
