package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.Actor;
import io.routerly.domain.AuditEntry;
import io.routerly.domain.AuditOutcome;
import io.routerly.error.GatewayException;
import io.routerly.store.AuditFilter;
import io.routerly.store.binding.RecordBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit log as a file: nothing that was told is lost, whatever happens to the file. */
final class AuditFileTest {
  private static final int LARGE = 1 << 20;

  private final HomeLayout layout;

  AuditFileTest(@TempDir Path folder) {
    layout = new HomeLayout(folder);
  }

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectories(layout.data());
  }

  private AuditFile open() throws IOException {
    return open(new DiskOps(), LARGE);
  }

  private AuditFile open(DiskOps disk, long mostBytes) throws IOException {
    return AuditFile.open(layout, disk, Homes.CLOCK, mostBytes);
  }

  private static AuditEntry entry(int number) {
    return new AuditEntry(
        "aud_" + number,
        Homes.NOW.plusSeconds(number),
        Actor.command("Jürgen \"the\nadmin\""),
        "model.changed",
        "m" + number,
        Optional.empty(),
        List.of("/inputPrice"),
        AuditOutcome.DONE);
  }

  private static List<String> targets(AuditFile file) {
    return file.read(AuditFilter.ALL, 0, 1000).entries().stream().map(AuditEntry::target).toList();
  }

  @Test
  void isAJsonArrayAfterEachWriteAndReadsNewestFirst() throws IOException {
    AuditFile file = open();
    for (int i = 0; i < 3; i++) {
      file.append(List.of(entry(2 * i), entry(2 * i + 1)));
      assertThat(new RecordBinder().readList(Files.readAllBytes(layout.audit()), AuditEntry.class))
          .hasSize(2 * i + 2)
          .endsWith(entry(2 * i), entry(2 * i + 1));
    }
    assertThat(targets(file)).containsExactly("m5", "m4", "m3", "m2", "m1", "m0");
    assertThat(targets(open())).containsExactly("m5", "m4", "m3", "m2", "m1", "m0");
  }

  @Test
  void keepsWhatIsWholeOfAFileThatACrashTore() throws IOException {
    open().append(List.of(entry(1), entry(2)));
    byte[] whole = Files.readAllBytes(layout.audit());
    for (int length = 0; length < whole.length; length++) {
      Files.write(layout.audit(), java.util.Arrays.copyOf(whole, length));
      AuditFile again = open();
      again.append(List.of(entry(3)));
      assertThat(targets(open())).startsWith("m3");
      if (length >= whole.length - 3) {
        assertThat(targets(open())).as("cut at %d", length).contains("m1", "m2");
      }
      Files.delete(layout.audit());
    }
    // Each torn file was kept as it was.
    try (var kept = Files.list(layout.archive())) {
      assertThat(kept.count()).isEqualTo(whole.length);
    }
  }

  @Test
  void goesToTheArchiveWhenItIsLargeAndIsReadThere() throws IOException {
    AuditFile file = open(new DiskOps(), 1000);
    IntStream.range(0, 40).forEach(i -> file.append(List.of(entry(i))));

    assertThat(Files.size(layout.audit())).isLessThan(1500);
    assertThat(targets(file))
        .containsExactlyElementsOf(IntStream.range(0, 40).mapToObj(i -> "m" + (39 - i)).toList());
    assertThat(file.read(AuditFilter.ALL, 30, 5).entries())
        .extracting(AuditEntry::target)
        .containsExactly("m9", "m8", "m7", "m6", "m5");
  }

  @Test
  void aDiskThatRefusesLeavesTheFileAsItWas() throws IOException {
    FullDisk disk = new FullDisk();
    AuditFile file = open(disk, LARGE);
    file.append(List.of(entry(1)));
    byte[] before = Files.readAllBytes(layout.audit());

    disk.full = true;
    assertThatThrownBy(() -> file.append(List.of(entry(2)))).isInstanceOf(GatewayException.class);
    assertThat(Files.readAllBytes(layout.audit())).isEqualTo(before);
    disk.full = false;
    file.append(List.of(entry(3)));

    assertThat(targets(file)).containsExactly("m3", "m1");
  }

  @Test
  void aChangeByHandBesideItIsNotOverwritten() throws IOException {
    AuditFile file = open();
    file.append(List.of(entry(1)));
    Files.writeString(layout.audit(), "garbage", StandardOpenOption.APPEND);

    file.append(List.of(entry(2)));

    assertThat(targets(file)).containsExactly("m2", "m1");
  }

  /** A disk that is full in the middle of a write. */
  private static final class FullDisk extends DiskOps {
    private boolean full;

    @Override
    LedgerFile open(Path path) throws IOException {
      return new LedgerFile(path) {
        @Override
        void write(long position, byte[] bytes, int offset, int length) throws IOException {
          boolean fits = !full || length < 4;
          super.write(position, bytes, offset, fits ? length : length / 2);
          if (!fits) {
            throw new IOException("No space left on device");
          }
        }
      };
    }
  }
}
