package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a home's folders and keeps them and their files to their owner. */
final class HomeFolders {
  /** What an installer, a first start or the maker of a file system puts into a new home. */
  private static final Set<String> OURS = Set.of("app", "config", "data", "lib", "lost+found");

  private final HomeLayout layout;
  private final DiskOps disk;

  /** Whether the folder was no home before: nobody can have read what was not there. */
  private boolean begins;

  HomeFolders(HomeLayout layout, DiskOps disk) {
    this.layout = layout;
    this.disk = disk;
  }

  /**
   * Makes the folders that are not there yet.
   *
   * @throws HomeRefusedException if the home is a folder that holds other things
   */
  void make() throws IOException {
    List<ConfigProblem> foreign = foreign();
    if (!foreign.isEmpty()) {
      throw new HomeRefusedException(layout.home(), foreign);
    }
    begins = !isHome();
    disk.makeFolder(layout.home());
    disk.makeFolder(layout.config());
    disk.makeFolder(layout.data());
  }

  /**
   * Returns an error if the home is a folder that holds other things than a home does, such as
   * {@code /tmp}: to keep it to its owner would lock out whoever else uses it.
   */
  List<ConfigProblem> foreign() throws IOException {
    if (!Files.isDirectory(layout.home()) || isHome()) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(layout.home())) {
      return entries
          .map(entry -> layout.home().relativize(entry).toString())
          .filter(name -> !OURS.contains(name))
          .limit(1)
          .map(HomeFolders::foreign)
          .toList();
    }
  }

  private static ConfigProblem foreign(String name) {
    return new ConfigProblem(
        ".",
        "",
        "the folder is no home of Routerly and not empty (it holds \""
            + name
            + "\"): name a new or an empty folder by ROUTERLY_HOME",
        Severity.ERROR);
  }

  private boolean isHome() {
    return Stream.concat(
            Stream.of(layout.lock(), layout.secret(), layout.usage()), layout.files().stream())
        .anyMatch(Files::isRegularFile);
  }

  /** Removes what a crash left of versions that were never swapped in. */
  void removeTemporaries() throws IOException {
    List<Path> written =
        new ArrayList<>(
            List.of(layout.secret(), layout.usage(), layout.usageTotals(), layout.notifications()));
    for (ConfigFile file : ConfigFile.values()) {
      written.add(layout.file(file));
    }
    for (Path file : written) {
      disk.delete(HomeLayout.temporary(file));
      disk.delete(HomeLayout.temporary(HomeLayout.backup(file)));
    }
    disk.delete(DurableFiles.probeIn(layout.config()));
    if (Files.isDirectory(layout.archive())) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(layout.archive(), ".usage-*.tmp")) {
        for (Path file : files) {
          disk.delete(file);
        }
      }
    }
  }

  /** Returns a warning for each path that others than the owner may use. */
  List<ConfigProblem> loose() throws IOException {
    List<ConfigProblem> problems = new ArrayList<>();
    for (Path path : paths()) {
      if (DiskOps.isLoose(path)) {
        problems.add(warning(path, "may be used by others than its owner"));
      }
    }
    return problems;
  }

  /**
   * Sets 0600 and 0700 where anything else was set; returns a warning for each, but for those of a
   * home that begins.
   */
  List<ConfigProblem> restrict() throws IOException {
    List<ConfigProblem> problems = new ArrayList<>();
    for (Path path : paths()) {
      if (DiskOps.isLoose(path)) {
        String what = restrict(path);
        if (!begins || DiskOps.isLoose(path)) {
          problems.add(warning(path, what));
        }
      }
    }
    return problems;
  }

  private static String restrict(Path path) {
    String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
    try {
      DiskOps.restrict(path, wanted);
      return "could be used by others than its owner; its permissions were set to " + wanted;
    } catch (IOException e) {
      return "can be used by others than its owner, and its permissions cannot be changed to "
          + wanted;
    }
  }

  private List<Path> paths() throws IOException {
    List<Path> paths = new ArrayList<>(List.of(layout.home()));
    for (Path folder : folders()) {
      if (Files.isDirectory(folder)) {
        paths.add(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
          files.forEach(paths::add);
        }
      }
    }
    return paths;
  }

  private List<Path> folders() {
    return List.of(layout.config(), layout.data(), layout.archive(), layout.traces(), layout.lib());
  }

  private ConfigProblem warning(Path path, String message) {
    String name = path.equals(layout.home()) ? "." : layout.home().relativize(path).toString();
    return new ConfigProblem(name, "", message, Severity.WARNING);
  }
}
