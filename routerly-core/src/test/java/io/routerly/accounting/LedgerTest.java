package io.routerly.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.LedgerFailureMode;
import io.routerly.domain.UsageRecord;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ListedUsage;
import io.routerly.store.Records;
import io.routerly.store.UsagePage;
import io.routerly.store.UsageQuery;
import io.routerly.store.UsageSnapshot;
import io.routerly.store.UsageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens to records while the store takes none. */
final class LedgerTest {
  private final BreakableStore store = new BreakableStore();
  private LedgerFailureMode mode = LedgerFailureMode.SERVE;
  private final Ledger ledger = new Ledger(store, () -> mode);

  @Test
  void inModeBlockCallsAreRefusedWhileTheStoreTakesNothing() {
    mode = LedgerFailureMode.BLOCK;
    store.broken = true;

    assertThatThrownBy(ledger::requireOpen).satisfies(LedgerTest::isUnavailable);

    store.broken = false;
    ledger.requireOpen();
    append("use_2");
    assertThat(store.ids()).containsExactly("use_2");
  }

  @Test
  void inModeBlockTheRecordsOfCallsThatWereUnderWayWait() {
    mode = LedgerFailureMode.BLOCK;
    store.broken = true;
    append("use_1");
    append("use_2");
    assertThatThrownBy(ledger::requireOpen).satisfies(LedgerTest::isUnavailable);
    assertThat(ledger.waiting()).extracting(UsageRecord::id).containsExactly("use_1", "use_2");

    store.broken = false;
    ledger.catchUp();

    assertThat(store.ids()).containsExactly("use_1", "use_2");
  }

  @Test
  void inModeServeCallsGoOnAndTheirRecordsAreWrittenInOrderWhenTheStoreWorksAgain() {
    store.broken = true;
    for (int i = 0; i < 5; i++) {
      ledger.requireOpen();
      append("use_" + i);
    }
    assertThat(store.records).isEmpty();

    store.broken = false;
    append("use_5");
    assertThat(store.ids()).containsExactly("use_0", "use_1", "use_2", "use_3", "use_4", "use_5");
  }

  @Test
  void inModeServeTheNextCallWritesWhatWaits() {
    store.broken = true;
    append("use_1");
    store.broken = false;
    ledger.requireOpen();

    assertThat(store.ids()).containsExactly("use_1");
  }

  @Test
  void whileRecordsWaitTheStoreIsNotTried() {
    store.broken = true;
    for (int i = 0; i < 100; i++) {
      ledger.requireOpen();
      append("use_" + i);
    }
    assertThat(store.attempts).isEqualTo(1);
  }

  @Test
  void inModeServeCallsAreRefusedOnceTooManyRecordsWait() {
    store.broken = true;
    for (int i = 0; i < Ledger.MAX_WAITING; i++) {
      append("use_" + i);
    }
    assertThatThrownBy(ledger::requireOpen).satisfies(LedgerTest::isUnavailable);
    assertThatThrownBy(() -> append("use_more")).satisfies(LedgerTest::isUnavailable);

    store.broken = false;
    ledger.requireOpen();
    assertThat(store.records).hasSize(Ledger.MAX_WAITING);
  }

  @Test
  void aStoreThatBreaksAgainHalfWayLosesNothing() {
    store.broken = true;
    for (int i = 0; i < 4; i++) {
      append("use_" + i);
    }
    store.broken = false;
    store.room = 2;
    ledger.requireOpen();
    append("use_4");
    assertThat(store.ids()).containsExactly("use_0", "use_1");

    store.broken = false;
    store.room = Integer.MAX_VALUE;
    ledger.close();
    assertThat(store.ids()).containsExactly("use_0", "use_1", "use_2", "use_3", "use_4");
  }

  private void append(String id) {
    ledger.append(Records.record(id));
  }

  private static void isUnavailable(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE_STORE_UNAVAILABLE));
  }

  /** A store in memory that refuses when told so, or when it is full. */
  private static final class BreakableStore implements UsageStore {
    private final List<UsageRecord> records = new ArrayList<>();
    private boolean broken;
    private int room = Integer.MAX_VALUE;
    private int attempts;

    @Override
    public void append(UsageRecord record) {
      attempts++;
      broken |= room == 0;
      if (broken) {
        throw new GatewayException(ErrorCode.USAGE_STORE_UNAVAILABLE, "refused");
      }
      room--;
      records.add(record);
    }

    List<String> ids() {
      return records.stream().map(UsageRecord::id).toList();
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
      return !broken;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
