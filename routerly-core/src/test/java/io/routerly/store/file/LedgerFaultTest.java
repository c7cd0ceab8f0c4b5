package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.UsageRecord;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.store.Queries;
import io.routerly.store.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that refuses, and people who change the ledger under a running service. */
final class LedgerFaultTest {
  private final HomeLayout layout;

  LedgerFaultTest(@TempDir Path home) throws IOException {
    layout = new HomeLayout(home);
    new HomeFolders(layout, new DiskOps()).make();
    FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>()).close();
  }

  @Test
  void aDiskThatFillsUpInTheMiddleOfARecordLeavesAValidArray() throws IOException {
    for (int room = 0; room < 60; room++) {
      FullDisk disk = new FullDisk(layout.usage());
      try (FileUsageStore store = onDisk(disk)) {
        long before = store.find(Queries.all()).total();
        disk.room = room;
        assertUnavailable(store);
        assertThat(store.isHealthy()).isFalse();
        assertThat(Files.readString(layout.usage())).endsWith("\n]\n");

        disk.room = Long.MAX_VALUE;
        store.append(Records.record("use_after_" + room));
        assertThat(store.isHealthy()).isTrue();
        assertThat(store.find(Queries.all()).total()).isEqualTo(before + 1);
      }
      FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>()).close();
    }
  }

  @Test
  void evenWhenTheEndCannotBePutRightAtOnceTheNextRecordIsWhole() throws IOException {
    FullDisk disk = new FullDisk(layout.usage());
    try (FileUsageStore store = onDisk(disk)) {
      store.append(Records.record("use_1"));
      disk.room = 10;
      disk.refusesAll = true;
      assertUnavailable(store);
      assertUnavailable(store);
      disk.refusesAll = false;
      disk.room = Long.MAX_VALUE;
      store.append(Records.record("use_2"));
    }
    assertThat(ids()).containsExactly("use_2", "use_1");
  }

  @Test
  void theStoreRecoversByItselfWithoutAnotherRecord() throws IOException {
    FullDisk disk = new FullDisk(layout.usage());
    try (FileUsageStore store = onDisk(disk)) {
      disk.room = 10;
      disk.refusesAll = true;
      assertUnavailable(store);
      store.probe();
      assertThat(store.isHealthy()).isFalse();
      disk.refusesAll = false;
      disk.room = Long.MAX_VALUE;
      store.probe();
      assertThat(store.isHealthy()).isTrue();
    }
    assertThat(Files.readString(layout.usage())).isEqualTo("[\n]\n");
  }

  @Test
  void aLedgerThatSomeoneCutsOffIsNotWrittenTo() throws IOException {
    try (FileUsageStore store = FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>())) {
      store.append(Records.record("use_1"));
      Files.writeString(layout.usage(), "");
      assertUnavailable(store);
      assertThat(Files.size(layout.usage())).isZero();
      assertThat(store.problems()).singleElement().asString().contains("usage.json");

      Files.writeString(layout.usage(), "[]");
      assertUnavailable(store);
      store.probe();
      store.append(Records.record("use_2"));
      assertThat(store.problems()).isEmpty();
    }
    assertThat(ids()).containsExactly("use_2");
  }

  @Test
  void aLedgerThatStaysDamagedIsNotCheckedAgainAndAgain() throws IOException {
    LedgerOpening opening = Ledgers.opening(layout);
    AtomicInteger checks = new AtomicInteger();
    LedgerEnd.Reopening counting =
        () -> {
          checks.incrementAndGet();
          return opening.reopen();
        };
    try (LedgerEnd end = new LedgerEnd(layout, opening.reopen(), counting)) {
      Files.writeString(layout.usage(), "[\n{]\n");
      for (int i = 0; i < 50; i++) {
        assertThatThrownBy(() -> end.append(new JsonBytes(8), Records.record("use_1")))
            .isInstanceOf(IOException.class);
      }
      assertThat(checks).hasValue(1);
      for (int i = 0; i < 50; i++) {
        assertThatThrownBy(end::recover).isInstanceOf(IOException.class);
      }
      assertThat(checks).hasValueBetween(2, 6);

      Files.writeString(layout.usage(), "[\n]\n");
      end.recover();
      assertThat(end.problem()).isEmpty();
    }
  }

  @Test
  void aFailedReadSaysNothingOfTheWriting() throws IOException {
    try (FileUsageStore store = FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>())) {
      store.append(Records.record("use_1"));
      Path moved = Files.move(layout.usage(), layout.data().resolve("elsewhere"));
      assertThatThrownBy(() -> store.find(Queries.all())).isInstanceOf(GatewayException.class);
      assertThatThrownBy(() -> store.get("use_1")).isInstanceOf(GatewayException.class);
      assertThat(store.isHealthy()).isTrue();
      Files.move(moved, layout.usage());
    }
  }

  @Test
  void aLedgerThatSomeoneReplacesIsUsedFromThenOn() throws IOException {
    try (FileUsageStore store = FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>())) {
      store.append(Records.record("use_1"));
      Path other = Files.writeString(layout.data().resolve("other"), ExamplesTest.USAGE);
      Files.move(other, layout.usage(), StandardCopyOption.REPLACE_EXISTING);
      store.probe();
      store.append(Records.record("use_2"));
      assertThat(store.isHealthy()).isTrue();
    }
    assertThat(ids()).containsExactly("use_2", "use_abc123");
  }

  @Test
  void aLedgerThatDisappearsMakesTheStoreUnavailable() throws IOException {
    try (FileUsageStore store = FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>())) {
      Path moved = Files.move(layout.usage(), layout.data().resolve("elsewhere"));
      store.probe();
      assertThat(store.isHealthy()).isFalse();
      assertThat(store.problems()).singleElement().asString().contains("put it back");
      assertUnavailable(store);
      Files.move(moved, layout.usage());
      store.probe();
      store.append(Records.record("use_1"));
      assertThat(store.isHealthy()).isTrue();
    }
    assertThat(ids()).containsExactly("use_1");
  }

  @Test
  void aClosedStoreTakesNothing() throws IOException {
    FileUsageStore store = FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>());
    store.close();

    assertUnavailable(store);
    assertThat(store.isHealthy()).isFalse();
    store.close();
  }

  @Test
  void endlessTextsOfClientsAndProvidersAreCut() throws IOException {
    UsageRecord plain = Records.record("use_1");
    UsageRecord huge =
        new UsageRecord(
            plain.id(),
            plain.timestamp(),
            plain.projectId(),
            plain.projectSlug(),
            plain.tokenId(),
            plain.modelId(),
            plain.provider(),
            "😀".repeat(1_000_000),
            1,
            1,
            1,
            plain.callType(),
            true,
            plain.tokens(),
            false,
            plain.cost(),
            1,
            plain.ttftMs(),
            plain.status(),
            Optional.of(new UsageRecord.Failure("x", "y".repeat(2_000_000))),
            plain.traceId());
    try (FileUsageStore store = FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>())) {
      store.append(huge);
    }
    assertThat(Files.size(layout.usage())).isLessThan(20_000);
    assertThat(ids()).containsExactly("use_1");
  }

  private FileUsageStore onDisk(FullDisk disk) throws IOException {
    return Ledgers.onFile(layout, disk);
  }

  private List<String> ids() throws IOException {
    try (FileUsageStore store = FileUsageStore.open(layout, Homes.CLOCK, new ArrayList<>())) {
      return store.find(Queries.all()).items().stream().map(UsageRecord::id).toList();
    }
  }

  private static void assertUnavailable(FileUsageStore store) {
    assertThatThrownBy(() -> store.append(Records.record("use_lost")))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE_STORE_UNAVAILABLE));
  }

  /** Has room for so many bytes more, as a full disk has; may refuse whatever is asked. */
  private static final class FullDisk extends LedgerFile {
    private long room = Long.MAX_VALUE;
    private boolean refusesAll;

    FullDisk(Path path) throws IOException {
      super(path);
    }

    @Override
    void write(long position, byte[] bytes, int offset, int length) throws IOException {
      if (refusesAll && position + length <= length()) {
        throw new IOException("input/output error");
      }
      boolean withinFile = position + length <= length();
      int written = withinFile ? length : (int) Math.min(length, room);
      super.write(position, bytes, offset, written);
      if (written < length) {
        throw new IOException("no space left on device");
      }
    }

    @Override
    void truncate(long length) throws IOException {
      if (refusesAll) {
        throw new IOException("input/output error");
      }
      super.truncate(length);
    }
  }
}
