package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.UsageRecord;
import io.routerly.store.ConfigProblem;
import io.routerly.store.Queries;
import io.routerly.store.Records;
import io.routerly.store.UsagePage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a start makes of a ledger that is not as it was left. */
final class LedgerDamageTest {
  private final HomeLayout layout;
  private final List<ConfigProblem> notices = new ArrayList<>();

  LedgerDamageTest(@TempDir Path home) throws IOException {
    layout = new HomeLayout(home);
    new HomeFolders(layout, new DiskOps()).make();
  }

  @Test
  void aCrashAtAnyByteOfTheLastRecordLosesAtMostThatRecord() throws IOException {
    byte[] whole = ledger(3);
    int from = new String(whole, StandardCharsets.UTF_8).indexOf("use_1") - 9;
    int complete = whole.length - 3;
    int second = new String(whole, StandardCharsets.UTF_8).indexOf("use_2") - 9;
    for (int length = from; length < whole.length; length++) {
      assertRepaired(Arrays.copyOf(whole, length), length < second ? 1 : length < complete ? 2 : 3);
    }
  }

  @Test
  void aCrashAfterAnyByteOfAWriteOverTheEndLosesAtMostThatRecord() throws IOException {
    for (int before = 0; before < 3; before++) {
      byte[] old = ledger(before);
      byte[] whole = ledger(before + 1);
      int from = before == 0 ? 1 : old.length - 3;
      int complete = whole.length - 3;
      for (int end = from; end < whole.length; end++) {
        byte[] overlaid = Arrays.copyOf(whole, Math.max(end, old.length));
        if (end < old.length) {
          System.arraycopy(old, end, overlaid, end, old.length - end);
        }
        assertRepaired(overlaid, end < complete ? before : before + 1);
        assertRepaired(Arrays.copyOf(overlaid, whole.length), end < complete ? before : before + 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\n,]\n", "[\n{\n\n", "[,\n\n", "[\n{]\n"})
  void whatNoWriteOfOursLeavesIsNoTear(String text) throws IOException {
    Files.writeString(layout.usage(), text);

    assertThatThrownBy(this::open).isInstanceOf(HomeRefusedException.class);
    assertThat(Files.readString(layout.usage())).isEqualTo(text);
  }

  @Test
  void aCrashThatLeavesZeroesInsteadOfTheLastBytesIsRepaired() throws IOException {
    byte[] whole = ledger(3);
    int second = new String(whole, StandardCharsets.UTF_8).indexOf("use_2") - 9;
    for (int from = second; from < whole.length - 3; from += 7) {
      byte[] zeroed = whole.clone();
      Arrays.fill(zeroed, from, zeroed.length, (byte) 0);
      assertRepaired(zeroed, 2);
    }
  }

  @Test
  void aBracketThatWasNotOverwrittenBeforeTheCrashIsRepaired() throws IOException {
    byte[] whole = ledger(2);
    String text = new String(whole, StandardCharsets.UTF_8);
    String unfinished = text + text.substring(text.length() - 100);

    assertRepaired(unfinished.getBytes(StandardCharsets.UTF_8), 2);
  }

  @Test
  void tornBytesAreSetAsideAndToldOf() throws IOException {
    byte[] whole = ledger(2);
    Files.write(layout.usage(), Arrays.copyOf(whole, whole.length - 20));

    open().close();

    Path aside = layout.data().resolve("usage.torn-20260301T120000Z.json");
    assertThat(Files.readString(aside)).contains("use_1");
    assertThat(notices).singleElement().asString().contains(aside.getFileName().toString());
    assertThat(DiskOps.isLoose(aside)).isFalse();
  }

  @Test
  void textBehindTheArrayIsSetAside() throws IOException {
    byte[] whole = ledger(2);
    Files.writeString(layout.usage(), new String(whole, StandardCharsets.UTF_8) + "{\"id\":\"use");

    open().close();

    assertThat(Files.readAllBytes(layout.usage())).isEqualTo(whole);
    assertThat(layout.data().resolve("usage.torn-20260301T120000Z.json")).exists();
  }

  @Test
  void twoTearsInOneSecondAreBothKept() throws IOException {
    byte[] whole = ledger(2);
    for (int i = 0; i < 2; i++) {
      Files.write(layout.usage(), Arrays.copyOf(whole, whole.length - 20));
      open().close();
    }
    try (DirectoryStream<Path> aside = Files.newDirectoryStream(layout.data(), "usage.torn-*")) {
      assertThat(aside).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "1",
        "\"x\"",
        " ",
        "[1]",
        "[null]",
        "[{}]",
        "[[]]",
        "x",
        "\uFEFF[]",
        "[\n{\"id\":\"use_1\"}\n]\n",
        "[] []"
      })
  void whatIsNoLedgerIsRefusedAndLeftAsItIs(String text) throws IOException {
    Files.writeString(layout.usage(), text);

    assertThatThrownBy(this::open)
        .isInstanceOf(HomeRefusedException.class)
        .hasMessageContaining("usage.json");
    assertThat(Files.readString(layout.usage())).isEqualTo(text);
  }

  @Test
  void aByteOrderMarkIsNamed() throws IOException {
    Files.writeString(layout.usage(), "\uFEFF[\n]\n");

    assertThatThrownBy(this::open).hasMessageContaining("byte-order mark (BOM)");
  }

  static Stream<String> damages() {
    return Stream.of(
        "garbage",
        "{\"id\":\"use_x\"},",
        "{\"id\":\"use_x\",\"timestamp\":\"now\"},",
        "{\"id\":\"use_x\",\"timestamp\":\"2026-03-01T12:00:00Z\",\"cost\":01},",
        "{\"id\":\"use_x\",\"timestamp\":\"2026-03-01T12:00:00Z\"}",
        "]",
        "\0\0\0\0");
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damageInTheMiddleIsRefusedWithItsLine(String line) throws IOException {
    List<String> lines =
        new ArrayList<>(new String(ledger(4), StandardCharsets.UTF_8).lines().toList());
    lines.set(2, line);
    String text = String.join("\n", lines) + "\n";
    Files.writeString(layout.usage(), text);

    assertThatThrownBy(this::open)
        .isInstanceOf(HomeRefusedException.class)
        .hasMessageMatching("(?s).*usage.json: line [34] is damaged.*");
    assertThat(Files.readString(layout.usage())).isEqualTo(text);
    assertThat(LedgerCheck.problems(layout)).singleElement().asString().contains("is damaged");
  }

  @Test
  void aDamagedLastRecordOfALedgerThatWasClosedIsNoTear() throws IOException {
    String text = new String(ledger(2), StandardCharsets.UTF_8);
    String damaged = text.replace("\"id\":\"use_1\"", "\"id\":use_1");
    Files.writeString(layout.usage(), damaged);

    assertThatThrownBy(this::open).hasMessageContaining("line 3 is damaged");
    assertThat(Files.readString(layout.usage())).isEqualTo(damaged);
  }

  @Test
  void everyFlippedByteIsEitherRefusedOrChangesNoOtherRecord() throws IOException {
    byte[] whole = ledger(3);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 0x15;
      Files.write(layout.usage(), flipped);
      try (FileUsageStore store = open()) {
        assertThat(store.find(Queries.all()).total()).as("byte %d", i).isGreaterThanOrEqualTo(2);
      } catch (HomeRefusedException e) {
        assertThat(Files.readAllBytes(layout.usage())).isEqualTo(flipped);
      }
    }
  }

  @Test
  void aLedgerFormattedByHandIsReadAndKept() throws IOException {
    String byHand = ExamplesTest.USAGE.replace("\n", "\r\n  ");
    Files.writeString(layout.usage(), byHand);

    try (FileUsageStore store = open()) {
      store.append(Records.record("use_2"));
      assertThat(store.find(Queries.all()).items())
          .extracting(UsageRecord::id)
          .containsExactly("use_2", "use_abc123");
    }
    assertThat(Files.readString(HomeLayout.backup(layout.usage()))).isEqualTo(byHand);
    assertThat(Files.readAllLines(layout.archive().resolve("usage-2024-01.json"))).hasSize(3);
    assertThat(Files.readAllLines(layout.usage())).hasSize(3);
  }

  @Test
  void recordsWithOtherSpacesAndOrderAreFoundToo() throws IOException {
    Files.writeString(
        layout.usage(),
        "[\n{ \"timestamp\" : \"2024-01-15T10:30:00+01:00\", \"projectId\": \"proj_a\","
            + " \"modelId\": \"m\", \"status\": \"success\", \"id\": \"use_1\" }\n]\n");

    try (FileUsageStore store = open()) {
      assertThat(store.get("use_1")).isPresent();
      assertThat(store.get("use_2")).isEmpty();
      Instant at = Instant.parse("2024-01-15T09:30:00Z");
      assertThat(store.find(Queries.between(at, at.plusSeconds(1))).total()).isEqualTo(1);
      assertThat(store.find(Queries.between(at.plusSeconds(1), at.plusSeconds(9))).total())
          .isZero();
    }
    assertThat(HomeLayout.backup(layout.usage())).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[ ]", "[\n]", "[\n\n]\n", "[\n]\n\n", "[\r\n]\r\n"})
  void anEmptyArrayOfAnyLayoutIsALedger(String text) throws IOException {
    Files.writeString(layout.usage(), text);

    try (FileUsageStore store = open()) {
      store.append(Records.record("use_1"));
      assertThat(store.find(Queries.all()).total()).isEqualTo(1);
    }
    assertThat(Files.readAllLines(layout.usage())).hasSize(3);
  }

  @Test
  void aRecordThatIsNestedTooDeeplyRefusesALedgerOfAnyLayout() throws IOException {
    String nested = "[".repeat(100) + "]".repeat(100);
    String text = ExamplesTest.USAGE.replace("\"success\"", "\"success\", \"more\": " + nested);
    Files.writeString(layout.usage(), text);

    assertThatThrownBy(this::open)
        .isInstanceOf(HomeRefusedException.class)
        .hasMessageContaining("is not a usage record");
    assertThat(Files.readString(layout.usage())).isEqualTo(text);
  }

  @Test
  void aTornLedgerFormattedByHandIsRefusedRatherThanSetAside() throws IOException {
    String torn = ExamplesTest.USAGE.substring(0, ExamplesTest.USAGE.length() - 30);
    Files.writeString(layout.usage(), torn);

    assertThatThrownBy(this::open).isInstanceOf(HomeRefusedException.class);
    assertThat(Files.readString(layout.usage())).isEqualTo(torn);
  }

  private void assertRepaired(byte[] text, int records) throws IOException {
    Files.write(layout.usage(), text);
    try (FileUsageStore store = open()) {
      assertThat(store.find(Queries.all()).total()).as("%d bytes", text.length).isEqualTo(records);
      store.append(Records.record("use_new"));
      UsagePage page = store.find(Queries.all());
      assertThat(page.items().get(0).id()).isEqualTo("use_new");
      assertThat(page.items()).hasSize(records + 1);
    }
    notices.clear();
    open().close();
    assertThat(notices).isEmpty();
  }

  private byte[] ledger(int records) throws IOException {
    Files.deleteIfExists(layout.usage());
    try (FileUsageStore store = open()) {
      for (int i = 0; i < records; i++) {
        store.append(Records.record("use_" + i));
      }
    }
    return Files.readAllBytes(layout.usage());
  }

  private FileUsageStore open() throws IOException {
    return FileUsageStore.open(layout, Homes.CLOCK, notices);
  }
}
