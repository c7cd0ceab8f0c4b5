package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes a home's folders and keeps them and their files to their owner. */
final class HomeFolders {
  private final HomeLayout layout;
  private final DiskOps disk;

  HomeFolders(HomeLayout layout, DiskOps disk) {
    this.layout = layout;
    this.disk = disk;
  }

  void make() throws IOException {
    disk.makeFolder(layout.home());
    disk.makeFolder(layout.config());
    disk.makeFolder(layout.data());
  }

  /** Removes what a crash left of versions that were never swapped in. */
  void removeTemporaries() throws IOException {
    List<Path> written = new ArrayList<>(List.of(layout.secret(), layout.usage()));
    for (ConfigFile file : ConfigFile.values()) {
      written.add(layout.file(file));
    }
    for (Path file : written) {
      disk.delete(HomeLayout.temporary(file));
      disk.delete(HomeLayout.temporary(HomeLayout.backup(file)));
    }
    disk.delete(DurableFiles.probeIn(layout.config()));
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

  /** Sets 0600 and 0700 where anything else was set; returns a warning for each. */
  List<ConfigProblem> restrict() throws IOException {
    List<ConfigProblem> problems = new ArrayList<>();
    for (Path path : paths()) {
      if (DiskOps.isLoose(path)) {
        problems.add(warning(path, restrict(path)));
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
    for (Path folder : List.of(layout.config(), layout.data())) {
      if (Files.isDirectory(folder)) {
        paths.add(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
          files.forEach(paths::add);
        }
      }
    }
    return paths;
  }

  private ConfigProblem warning(Path path, String message) {
    String name = path.equals(layout.home()) ? "." : layout.home().relativize(path).toString();
    return new ConfigProblem(name, "", message, Severity.WARNING);
  }
}
