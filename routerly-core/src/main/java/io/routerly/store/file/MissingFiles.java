package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells a file that was never there from one that got lost. */
final class MissingFiles {
  private MissingFiles() {}

  /**
   * Returns an error for each configuration file that got lost, which the version before it shows:
   * to take nothing or the defaults in its place would forget keys, tokens and accounts, or open
   * set-up again.
   */
  static List<ConfigProblem> problems(HomeLayout layout, Set<ConfigFile> present) {
    List<ConfigProblem> problems = new ArrayList<>();
    for (ConfigFile file : ConfigFile.values()) {
      Path backup = HomeLayout.backup(layout.file(file));
      if (!present.contains(file) && Files.exists(backup)) {
        problems.add(
            new ConfigProblem(
                file.fileName(),
                "",
                "is missing, though there was one: put it back, for example by renaming "
                    + backup
                    + ", or remove that too to begin anew without it",
                Severity.ERROR));
      }
    }
    return problems;
  }

  /** Returns a warning if there is no ledger beside a configuration. */
  static Optional<ConfigProblem> ledger(HomeLayout layout, Set<ConfigFile> present) {
    if (present.isEmpty() || Files.exists(layout.usage()) || Files.exists(layout.usageNext())) {
      return Optional.empty();
    }
    return Optional.of(
        new ConfigProblem(
            "usage.json",
            "",
            "was missing beside a configuration, so that a start begins an empty one: if usage was"
                + " recorded before, stop the service and put the file back",
            Severity.WARNING));
  }
}
