package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with a ledger, without changing it. */
final class LedgerCheck {
  private LedgerCheck() {}

  static List<ConfigProblem> problems(HomeLayout layout) throws IOException {
    if (Files.notExists(layout.usage())) {
      return List.of();
    }
    try (LedgerFile file = LedgerFile.readOnly(layout.usage())) {
      LedgerScan scan = new LedgerScan(file).run();
      if (scan.finding() == LedgerScan.Finding.SOUND) {
        return List.of();
      }
      if (scan.finding() == LedgerScan.Finding.EMPTY) {
        return List.of(empty());
      }
      if (LedgerTail.of(file, scan).isRepairable()) {
        return List.of(
            problem(
                "ends in a record that was not written to its end, as after a crash; the next start"
                    + " sets it aside",
                Severity.WARNING));
      }
      return ForeignLedger.copy(layout.usage(), OutputStream.nullOutputStream())
          .map(damage -> List.of(damaged(scan, damage)))
          .orElse(List.of());
    }
  }

  /** Says what is wrong with archives, without changing them; reads all of them. */
  static List<ConfigProblem> archiveProblems(HomeLayout layout) throws IOException {
    List<ConfigProblem> problems = new ArrayList<>();
    for (Path path : Archives.found(layout.archive()).values()) {
      String shownAs = "archive/" + path.getFileName();
      archive(shownAs, new LedgerVolume(path), (bytes, from, to, offset, second) -> {})
          .ifPresent(wrong -> problems.add(new ConfigProblem(shownAs, "", wrong, Severity.ERROR)));
    }
    return problems;
  }

  /**
   * Reads an archive from its beginning to its end.
   *
   * @param taker takes its records
   * @return what is wrong with it
   */
  static Optional<String> archive(String shownAs, LedgerVolume volume, LedgerScan.Taker taker)
      throws IOException {
    try (LedgerFile file = volume.open()) {
      LedgerScan scan = new LedgerScan(file, taker).run();
      return scan.finding() == LedgerScan.Finding.SOUND
          ? Optional.empty()
          : Optional.of(
              shownAs
                  + " line "
                  + scan.line()
                  + " is damaged or not laid out as the service does: put back a backup, or move"
                  + " the file away");
    } catch (ArchiveDamagedException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  static ConfigProblem empty() {
    return problem(
        "is empty, so what it held is lost: put back a backup, or remove the file to start anew",
        Severity.ERROR);
  }

  /** Tells the damage where our own layout broke off, or else where the JSON did. */
  static ConfigProblem damaged(LedgerScan scan, ForeignLedger.Damage damage) {
    boolean ours = scan.records() > 0;
    long line = ours ? scan.line() : damage.line();
    return problem(
        "line "
            + line
            + " is damaged ("
            + damage.message()
            + "): repair or remove that line, or put back a backup; nothing was changed",
        Severity.ERROR);
  }

  private static ConfigProblem problem(String message, Severity severity) {
    return new ConfigProblem("usage.json", "", message, severity);
  }
}
