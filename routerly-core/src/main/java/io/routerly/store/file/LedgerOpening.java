package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import io.routerly.store.file.LedgerCheckpoint.Known;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Brings a ledger into the state in which records can be appended, or refuses it.
 *
 * <p>Three things are put right: a file that does not exist, a layout other than one record per
 * line, and a tail that a crash tore, whose bytes are set aside. Anything else is damage for a
 * person to look at.
 *
 * <p>Every byte is looked at: those that the checkpoint is about by their digest, all others as to
 * what they say.
 */
final class LedgerOpening {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final HomeLayout layout;
  private final DiskOps disk;
  private final Clock clock;
  private final List<ConfigProblem> notices;
  private final LedgerCheckpoint checkpoint;

  LedgerOpening(
      HomeLayout layout,
      DiskOps disk,
      Clock clock,
      List<ConfigProblem> notices,
      LedgerCheckpoint checkpoint) {
    this.layout = layout;
    this.disk = disk;
    this.clock = clock;
    this.notices = notices;
    this.checkpoint = checkpoint;
  }

  /**
   * A ledger ready for appending.
   *
   * @param file open for writing; {@link LedgerTail#CLOSING} follows the last record
   * @param contents what is known of its records
   */
  record Opened(LedgerFile file, LedgerContents contents) {}

  /** Opens the ledger at a start, when nobody else writes to it. */
  Opened open() throws IOException {
    finishRotation();
    disk.delete(layout.usageNext());
    if (Files.notExists(layout.usage())) {
      byte[] nothing = {'[', '\n', ']', '\n'};
      new DurableFiles(disk).replace(layout.usage(), nothing, Optional.empty());
    }
    return open(true, true);
  }

  /**
   * Opens the ledger anew after someone else changed it. An end that seems torn may be someone's
   * copying that still goes on, so it is not repaired.
   */
  Opened reopen() throws IOException {
    finishRotation();
    return open(false, true);
  }

  /** After the ledger got its name in the archive, the empty one that lies ready is the ledger. */
  private void finishRotation() throws IOException {
    if (Files.notExists(layout.usage()) && Files.exists(layout.usageNext())) {
      disk.move(layout.usageNext(), layout.usage());
      disk.syncFolder(layout.data());
    }
  }

  /**
   * @param rewriting whether another layout may be rewritten; after that there is none
   */
  private Opened open(boolean repairing, boolean rewriting) throws IOException {
    LedgerFile file = LedgerFile.existing(layout.usage());
    try {
      Optional<Known> known = checkpoint.knownOf(file);
      LedgerContents contents =
          known
              .map(before -> LedgerContents.goingOn(before.view(), before.digest()))
              .orElseGet(LedgerContents::none);
      LedgerScan pass = new LedgerScan(file, contents::found);
      LedgerScan scan = known.isPresent() ? pass.runBehind(known.get().view()) : pass.run();
      LedgerTail tail = LedgerTail.of(file, scan);
      if (tail.isRepairable() && (repairing || scan.finding() == LedgerScan.Finding.SOUND)) {
        close(file, scan, tail);
        contents.beginIn(LedgerContents.monthOf(clock.instant()));
        return new Opened(file, contents);
      }
      if (!rewriting) {
        throw new IOException("usage.json is not as it was just rewritten");
      }
      rewrite(scan);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
    file.close();
    return open(repairing, false);
  }

  /** Makes the array end behind the last record. */
  private void close(LedgerFile file, LedgerScan scan, LedgerTail tail) throws IOException {
    if (tail.isClosing()) {
      return;
    }
    if (scan.finding() != LedgerScan.Finding.SOUND) {
      notices.add(setAside(tail));
    }
    file.write(scan.end(), LedgerTail.CLOSING, 0, LedgerTail.CLOSING.length);
    file.truncate(scan.end() + LedgerTail.CLOSING.length);
    file.sync();
  }

  private ConfigProblem setAside(LedgerTail tail) throws IOException {
    if (!tail.holdsData()) {
      return notice("did not end with its closing bracket, which was added; no record is lost");
    }
    String stamp = STAMP.format(clock.instant());
    Path aside = layout.data().resolve("usage.torn-" + stamp + ".json");
    for (int i = 2; Files.exists(aside); i++) {
      aside = layout.data().resolve("usage.torn-" + stamp + "-" + i + ".json");
    }
    disk.write(aside, tail.bytes());
    disk.syncFolder(layout.data());
    return notice(
        "ended in a record that was not written to its end; its bytes were set aside in "
            + aside.getFileName());
  }

  /** Rewrites a ledger of another layout, keeping the original as {@code .bak}. */
  private void rewrite(LedgerScan scan) throws IOException {
    if (scan.finding() == LedgerScan.Finding.EMPTY) {
      throw refused(LedgerCheck.empty());
    }
    Path temporary = HomeLayout.temporary(layout.usage());
    disk.write(temporary, new byte[0]);
    Optional<ForeignLedger.Damage> damage;
    try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
      damage = ForeignLedger.copy(layout.usage(), out);
    }
    if (damage.isPresent()) {
      disk.delete(temporary);
      throw refused(LedgerCheck.damaged(scan, damage.get()));
    }
    sync(temporary);
    keepOriginal();
    disk.move(temporary, layout.usage());
    disk.syncFolder(layout.data());
    notices.add(notice("was rewritten with one record per line; the original is usage.json.bak"));
  }

  private void keepOriginal() throws IOException {
    Path backup = HomeLayout.backup(layout.usage());
    Path temporary = HomeLayout.temporary(backup);
    disk.write(temporary, new byte[0]);
    try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
      Files.copy(layout.usage(), out);
      out.getFD().sync();
    }
    disk.move(temporary, backup);
  }

  private static void sync(Path path) throws IOException {
    try (LedgerFile file = new LedgerFile(path)) {
      file.sync();
    }
  }

  private HomeRefusedException refused(ConfigProblem problem) {
    return new HomeRefusedException(layout.home(), List.of(problem));
  }

  private static ConfigProblem notice(String message) {
    return new ConfigProblem("usage.json", "", message, Severity.WARNING);
  }
}
