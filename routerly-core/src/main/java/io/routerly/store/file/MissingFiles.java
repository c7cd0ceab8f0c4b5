package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Tells a file that was never there from one that got lost. */
final class MissingFiles {
  private MissingFiles() {}

  /**
   * Returns an error if the settings got lost: taking the defaults instead would open set-up again.
   */
  static List<ConfigProblem> problems(HomeLayout layout, Set<ConfigFile> present) {
    Path backup = HomeLayout.backup(layout.file(ConfigFile.SETTINGS));
    if (present.contains(ConfigFile.SETTINGS) || !Files.exists(backup)) {
      return List.of();
    }
    return List.of(
        new ConfigProblem(
            ConfigFile.SETTINGS.fileName(),
            "",
            "is missing, though there was one: put it back, for example from " + backup,
            Severity.ERROR));
  }
}
