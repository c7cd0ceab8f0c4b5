package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.store.HourlyUsage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the shelf has room for. */
final class ArchiveShelfTest {
  private static final HourlyUsage.Sum SUM =
      new HourlyUsage.Sum(7, 1, 7_000, 1_400, 200, new Money(new BigDecimal("0.0123456")), 0);
  private static final LedgerView.Head HEAD = new LedgerView.Head(2, 0, 0, 0, 0);

  private final ArchiveShelf shelf = new ArchiveShelf(2 << 20, 4 << 20);

  @Test
  void daysAreKeptLongAfterTheHoursThatTheyAreOfWereDropped() {
    List<Archive> archives = List.of(archive(1), archive(2), archive(3), archive(4), archive(5));
    archives.forEach(archive -> shelf.put(archive, view(24, 2000)));

    assertThat(archives).anyMatch(archive -> shelf.get(archive).isEmpty());
    assertThat(archives).allMatch(archive -> shelf.days(archive).isPresent());
  }

  @Test
  void daysAloneTakeNoRoomFromHours() {
    Archive hourly = archive(1);
    shelf.put(hourly, view(24, 2000));
    for (int number = 2; number < 60; number++) {
      shelf.putDays(archive(number), view(24, 2000));
    }

    assertThat(shelf.get(hourly)).isPresent();
  }

  @Test
  void theDaysOfAYearOfSevenHundredKindsStay() {
    ArchiveShelf usual = new ArchiveShelf();
    LedgerView month = view(30 * 24, 700);
    List<Archive> archives = IntStream.range(1, 13).mapToObj(this::archive).toList();
    archives.forEach(archive -> usual.putDays(archive, month));

    assertThat(archives).allMatch(archive -> usual.days(archive).isPresent());
  }

  @Test
  void anArchiveThatIsRemovedLeavesNothing() {
    Archive archive = archive(1);
    shelf.put(archive, view(24, 1));
    shelf.remove(archive);

    assertThat(shelf.get(archive)).isEmpty();
    assertThat(shelf.days(archive)).isEmpty();
  }

  private Archive archive(int number) {
    ArchiveName name = new ArchiveName(YearMonth.of(2026, 1), number);
    LedgerVolume volume = new LedgerVolume(Path.of(name.plain()));
    return new Archive(name, volume, shelf, new DiskOps());
  }

  private static LedgerView view(int hours, int kinds) {
    TreeMap<Long, Map<HourlyUsage.Key, Tally>> sums = new TreeMap<>();
    Kinds numbered = new Kinds();
    for (long hour = 0; hour < hours; hour++) {
      Map<HourlyUsage.Key, Tally> tallies = new HashMap<>();
      for (int kind = 0; kind < kinds; kind++) {
        tallies.put(key(kind), new Tally(7, SUM));
      }
      sums.put(hour, PackedTallies.of(tallies, numbered));
    }
    return new LedgerView(HEAD, List.of(), new TotalsView(sums));
  }

  private static HourlyUsage.Key key(int kind) {
    return new HourlyUsage.Key(
        "proj_a", "tok_a", "model-" + kind, "openai", CallStatus.SUCCESS, CallType.CHAT);
  }
}
