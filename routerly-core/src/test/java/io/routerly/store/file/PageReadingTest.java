package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallStatus;
import io.routerly.domain.UsageRecord;
import io.routerly.store.Queries;
import io.routerly.store.Records;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page is found without reading the ledger. */
final class PageReadingTest {
  private static final int RECORDS = 20_000;

  private final HomeLayout layout;
  private long bytesRead;

  PageReadingTest(@TempDir Path home) throws IOException {
    layout = new HomeLayout(home);
    new HomeFolders(layout, new DiskOps()).make();
    try (FileUsageStore store = FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>())) {
      for (int i = 0; i < RECORDS; i++) {
        String project = i == 7000 ? "proj_rare" : i % 2 == 0 ? "proj_a" : "proj_b";
        store.append(
            Records.record(
                "use_" + i, Records.NOW.plusSeconds(i * 10L), project, "m", CallStatus.SUCCESS));
      }
    }
  }

  @Test
  void theNewestPageReadsOnlyTheEnd() throws IOException {
    UsagePage page = find(Queries.all());

    assertThat(page.total()).isEqualTo(RECORDS);
    assertThat(page.items()).hasSize(100);
    assertThat(bytesRead).isBetween(1L, 1L << 20).isLessThan(Files.size(layout.usage()) / 10);
  }

  @Test
  void soDoesTheNewestPageOfAProjectWithTheNumberOfAllItsRecords() throws IOException {
    UsagePage page = find(Queries.of(Set.of("proj_b"), "m", CallStatus.SUCCESS));

    assertThat(page.total()).isEqualTo(RECORDS / 2);
    assertThat(page.items())
        .hasSize(100)
        .first()
        .extracting(UsageRecord::id)
        .isEqualTo("use_19999");
    assertThat(bytesRead).isLessThan(1 << 20);
  }

  @Test
  void aProjectWithOneOldRecordReadsOnlyItsPlace() throws IOException {
    UsagePage page = find(Queries.of(Set.of("proj_rare"), "m", CallStatus.SUCCESS));

    assertThat(page.total()).isEqualTo(1);
    assertThat(page.items()).singleElement().extracting(UsageRecord::id).isEqualTo("use_7000");
    assertThat(bytesRead).isLessThan(2 << 20);
  }

  @Test
  void aDeepPageReadsOnlyItsPlaceToo() throws IOException {
    UsagePage page = find(Queries.page(10, 15_000));

    assertThat(page.items()).first().extracting(UsageRecord::id).isEqualTo("use_4999");
    assertThat(bytesRead).isLessThan(2 << 20);
  }

  private UsagePage find(UsageQuery query) throws IOException {
    LedgerOpening.Opened opened = Ledgers.opening(layout).open();
    opened.file().close();
    PageSearch search = new PageSearch(query);
    CountedPart part = new CountedPart(layout.usage(), opened.contents().view());
    search.through(part);
    bytesRead = part.bytesRead();
    return search.page(List.of());
  }
}
