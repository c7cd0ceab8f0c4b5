package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.UsageRecord;
import io.routerly.store.HourlyUsage;
import io.routerly.store.ListedUsage;
import io.routerly.store.RandomUsage;
import io.routerly.store.Usages;
import io.routerly.store.file.LedgerOpening.Opened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of the checkpoint beside the ledger. */
final class LedgerCheckpointTest {
  private final HomeLayout layout;
  private final List<UsageRecord> records =
      new RandomUsage(7, Homes.NOW, Duration.ofHours(6)).records(40);

  LedgerCheckpointTest(@TempDir Path home) throws IOException {
    layout = new HomeLayout(home);
    new HomeFolders(layout, new DiskOps()).make();
    append(records.subList(0, 30));
    Ledgers.checkpoint(layout).write(view());
  }

  @Test
  void aLedgerThatIsClosedLeavesACheckpoint() throws IOException {
    Files.delete(layout.usageTotals());
    append(new RandomUsage(8, Homes.NOW, Duration.ofHours(6)).records(500));

    byte[] text = Files.readAllBytes(layout.usageTotals());
    assertThat(TotalsParser.parse(text).orElseThrow().view().head()).isEqualTo(view().head());
  }

  @Test
  void theNextStartTakesTheCheckpoint() throws IOException {
    LedgerView view = view();
    LedgerView doubled = new LedgerView(view.head(), view.stretches(), doubled(view.totals()));
    Ledgers.checkpoint(layout).write(doubled);

    assertThat(total()).isEqualTo(naive(30).plus(naive(30)));
  }

  @Test
  void recordsBehindTheCheckpointAreAdded() throws IOException {
    byte[] stale = Files.readAllBytes(layout.usageTotals());
    append(records.subList(30, 40));
    Files.write(layout.usageTotals(), stale);

    assertThat(total()).isEqualTo(naive(40));
    LedgerView withIt = view();
    LedgerView without = withoutCheckpoint();
    assertThat(withIt.head()).isEqualTo(without.head());
    assertThat(withIt.stretches()).isEqualTo(without.stretches());
  }

  @Test
  void aCheckpointDamagedAnywhereIsPassedOver() throws IOException {
    byte[] whole = Files.readAllBytes(layout.usageTotals());
    for (int i = 0; i < whole.length; i += 41) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(layout.usageTotals(), damaged);
      assertThat(total()).isEqualTo(naive(30));
      Files.write(layout.usageTotals(), Arrays.copyOf(whole, i));
      assertThat(total()).isEqualTo(naive(30));
    }
  }

  @Test
  void aCheckpointOfAnotherFileIsPassedOver() throws IOException {
    byte[] other = Files.readAllBytes(layout.usageTotals());
    Files.delete(layout.usage());
    append(records.subList(5, 38));
    Files.write(layout.usageTotals(), other);

    assertThat(total()).isEqualTo(new ListedTotal(records.subList(5, 38)).sum());
  }

  @Test
  void aRecordThatSomeoneChangedCountsAsItIsNow() throws IOException {
    String text = Files.readString(layout.usage());
    int calls = records.get(3).calls();
    String line = "\"id\":\"use_3\"";
    int at = text.indexOf("\"calls\":" + calls, text.indexOf(line));
    Files.writeString(
        layout.usage(),
        text.substring(0, at) + "\"calls\":" + (1 - calls) + text.substring(at + 9));

    assertThat(total().calls()).isEqualTo(naive(30).calls() + 1 - 2L * calls);
  }

  @Test
  void damageInWhatTheCheckpointIsAboutStillRefusesTheStart() throws IOException {
    String text = Files.readString(layout.usage());
    Files.writeString(layout.usage(), text.replace("\"id\":\"use_3\"", "\"id\":\"use_3 "));

    assertThatThrownBy(() -> Ledgers.opening(layout).open())
        .isInstanceOf(HomeRefusedException.class)
        .hasMessageContaining("line 5 is damaged");
  }

  @Test
  void aLedgerThatIsShorterThanItsCheckpointIsTakenAsItIs() throws IOException {
    byte[] whole = Files.readAllBytes(layout.usage());
    String text = Files.readString(layout.usage());
    int cut = text.indexOf("{\"id\":\"use_20\"") - 2;
    Files.writeString(layout.usage(), text.substring(0, cut) + "\n]\n");
    assertThat(total()).isEqualTo(naive(20));

    Files.write(layout.usage(), Arrays.copyOf(whole, whole.length - 40));
    assertThat(total()).isEqualTo(naive(29));
  }

  @Test
  void aTornTailBehindACheckpointIsRepaired() throws IOException {
    byte[] stale = Files.readAllBytes(layout.usageTotals());
    append(records.subList(30, 40));
    byte[] whole = Files.readAllBytes(layout.usage());
    Files.write(layout.usage(), Arrays.copyOf(whole, whole.length - 20));
    Files.write(layout.usageTotals(), stale);

    assertThat(total()).isEqualTo(naive(39));
  }

  @Test
  void aHeadIsReadWithoutTheRest() throws IOException {
    byte[] text = Files.readAllBytes(layout.usageTotals());
    int line = 0;
    while (text[line] != '\n') {
      line++;
    }
    byte[] start = Arrays.copyOf(text, line + 20);
    assertThat(TotalsParser.parseHead(start).orElseThrow().head()).isEqualTo(view().head());
    start[line / 2] ^= 1;
    assertThat(TotalsParser.parseHead(start)).isEmpty();
  }

  @Test
  void itIsWrittenAgainOnlyAfterMuchWasAdded() throws IOException {
    LedgerCheckpoint checkpoint = Ledgers.checkpoint(layout);
    checkpoint.write(view());
    long end = view().head().end();
    assertThat(checkpoint.isDue(end + (1 << 20))).isFalse();
    assertThat(checkpoint.isDue(end + (64 << 20))).isTrue();
  }

  @Test
  void aDiskThatDoesNotTakeItDoesNoHarm() throws IOException {
    DiskOps broken =
        new DiskOps() {
          @Override
          void write(Path file, byte[] content) throws IOException {
            throw new IOException("no space left on device");
          }
        };
    new LedgerCheckpoint(layout, broken).write(view());
    assertThat(total()).isEqualTo(naive(30));
  }

  private void append(List<UsageRecord> some) throws IOException {
    try (FileUsageStore store = FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>())) {
      some.forEach(store::append);
    }
  }

  private LedgerView view() throws IOException {
    Opened opened = Ledgers.opening(layout).open();
    opened.file().close();
    return opened.contents().view();
  }

  private LedgerView withoutCheckpoint() throws IOException {
    Files.deleteIfExists(layout.usageTotals());
    return view();
  }

  private HourlyUsage.Sum total() throws IOException {
    ListedTotal total = new ListedTotal(List.of());
    view().totals().each(0, 1_000_000, hour -> total.add(hour.sum()));
    return total.sum();
  }

  private HourlyUsage.Sum naive(int first) {
    return new ListedTotal(records.subList(0, first)).sum();
  }

  private static TotalsView doubled(TotalsView totals) {
    TreeMap<Long, Map<HourlyUsage.Key, Tally>> hours = new TreeMap<>();
    totals
        .hours()
        .forEach(
            (hour, tallies) -> {
              Map<HourlyUsage.Key, Tally> twice = new HashMap<>();
              tallies.forEach(
                  (key, tally) ->
                      twice.put(key, new Tally(tally.records(), tally.sum().plus(tally.sum()))));
              hours.put(hour, twice);
            });
    return new TotalsView(hours);
  }

  /** The sum over all kinds and hours. */
  private static final class ListedTotal {
    private HourlyUsage.Sum sum = HourlyUsage.Sum.NOTHING;

    ListedTotal(List<UsageRecord> records) {
      Usages.hours(new ListedUsage(records), Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"))
          .values()
          .forEach(this::add);
    }

    void add(HourlyUsage.Sum more) {
      sum = sum.plus(more);
    }

    HourlyUsage.Sum sum() {
      return sum;
    }
  }
}
