package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Ids;
import io.routerly.domain.UsageRecord;
import io.routerly.store.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of a long ledger is read to find the record of an id, or that there is none. */
final class IdSearchTest {
  private static final int RECORDS = 20_000;

  private final Ids ids = new Ids(new Random(4));
  private final List<UsageRecord> records = new ArrayList<>();
  private final HomeLayout layout;
  private long bytesRead;

  IdSearchTest(@TempDir Path home) throws IOException {
    layout = new HomeLayout(home);
    new HomeFolders(layout, new DiskOps()).make();
  }

  @Test
  void anIdTellsTheTimeOfItsRecord() {
    for (String time :
        List.of("1970-01-01T00:00:00Z", "2026-11-22T12:00:00.123Z", "2300-01-01T00:00:00Z")) {
      String id = ids.usage(Instant.parse(time));
      assertThat(id).matches("use_[0-9A-Za-z]{16}");
      assertThat(Ids.timeOf(id)).contains(Instant.parse(time));
    }
    assertThat(Ids.timeOf("use_1")).isEmpty();
    assertThat(Ids.timeOf("trc_0123456789abcdef")).isEmpty();
    assertThat(Ids.timeOf("use_0123456-89abcdef")).isEmpty();
  }

  @Test
  void aRecordIsFoundByReadingThoseBesideIt() throws IOException {
    fill(0);
    for (UsageRecord wanted :
        List.of(records.get(0), records.get(7000), records.get(RECORDS - 1))) {
      assertThat(get(wanted.id())).contains(wanted);
      assertThat(bytesRead).isLessThan(2 << 20);
    }
  }

  @Test
  void thatThereIsNoneIsKnownAfterReadingNoMore() throws IOException {
    fill(0);
    assertThat(get(ids.usage(records.get(7000).timestamp()))).isEmpty();
    assertThat(bytesRead).isLessThan(2 << 20);
    for (String unknown : List.of("use_1", "use_zzzzzzzzzzzzzzzz", "", "nothing")) {
      assertThat(get(unknown)).isEmpty();
      assertThat(bytesRead).isLessThan(100_000);
    }
  }

  @Test
  void idsThatOthersMadeAreFoundToo() throws IOException {
    fill(3);
    for (UsageRecord wanted : List.of(records.get(0), records.get(2), records.get(7000))) {
      assertThat(get(wanted.id())).contains(wanted);
    }
    assertThat(get("use_nobody")).isEmpty();
  }

  /** Fills the ledger; so many of the first records have ids that tell nothing. */
  private void fill(int ofOthers) throws IOException {
    try (FileUsageStore store = FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>())) {
      for (int i = 0; i < RECORDS; i++) {
        Instant time = Records.NOW.plusSeconds(i * 10L);
        records.add(Records.record(i < ofOthers ? "use_other" + i : ids.usage(time), time));
        store.append(records.get(i));
      }
    }
  }

  private Optional<UsageRecord> get(String id) throws IOException {
    LedgerOpening.Opened opened = Ledgers.opening(layout).open();
    opened.file().close();
    CountedPart part = new CountedPart(layout.usage(), opened.contents().view());
    Optional<UsageRecord> found = new IdSearch(id).in(List.of(part));
    bytesRead = part.bytesRead();
    return found;
  }
}
