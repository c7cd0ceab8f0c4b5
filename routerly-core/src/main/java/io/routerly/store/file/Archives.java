package io.routerly.store.file;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archived files of the ledger, in {@code data/archive}.
 *
 * <p>None is read before it is asked for. One that is damaged is a problem of its own: it hinders
 * neither the start nor whatever has nothing to do with it. Thread-safe.
 */
final class Archives {
  private static final Logger LOG = LoggerFactory.getLogger(Archives.class);

  private final Path folder;
  private final DiskOps disk;
  private final ArchiveShelf shelf = new ArchiveShelf();

  /** Guards changes of the list. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Oldest first. */
  private volatile List<Archive> list = List.of();

  private volatile Optional<ConfigProblem> problem = Optional.empty();

  Archives(HomeLayout layout, DiskOps disk) {
    this.folder = layout.archive();
    this.disk = disk;
  }

  /** Returns the archives, oldest first. */
  List<Archive> list() {
    return list;
  }

  Path folder() {
    return folder;
  }

  /** Takes the folder as it is at present; archives that are known already stay known. */
  void refresh() {
    lock.lock();
    try {
      Map<ArchiveName, Path> found = found(folder);
      Map<ArchiveName, Archive> known = new TreeMap<>();
      list.forEach(archive -> known.put(archive.name(), archive));
      List<Archive> present = new ArrayList<>();
      found.forEach((name, path) -> present.add(archive(name, path, known)));
      list = List.copyOf(present);
      problem = Optional.empty();
    } catch (IOException e) {
      LOG.warn("data/archive cannot be read", e);
      problem = Optional.of(unreadable(e));
    } finally {
      lock.unlock();
    }
  }

  private Archive archive(ArchiveName name, Path path, Map<ArchiveName, Archive> known) {
    Archive before = known.get(name);
    return before != null && before.volume().path().equals(path)
        ? before
        : new Archive(name, new LedgerVolume(path), shelf, disk);
  }

  /**
   * Returns where the archives of a folder lie. One that lies there plain and compressed was not
   * compressed to the end, so the plain one counts.
   */
  static Map<ArchiveName, Path> found(Path folder) throws IOException {
    Map<ArchiveName, Path> found = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "usage-*")) {
        for (Path file : files) {
          ArchiveName.of(String.valueOf(file.getFileName()))
              .ifPresent(name -> found.merge(name, file, Archives::plain));
        }
      }
    }
    return found;
  }

  private static Path plain(Path one, Path other) {
    return GzipLedger.isZipped(one) ? other : one;
  }

  /** Returns the first name of a month under which nothing lies yet. */
  ArchiveName free(YearMonth month) {
    ArchiveName name = new ArchiveName(month, 1);
    while (Stream.of(name.plain(), name.zipped(), name.totals())
        .anyMatch(file -> Files.exists(folder.resolve(file)))) {
      name = name.next();
    }
    return name;
  }

  /** Adds what was the current file until now. */
  Archive add(ArchiveName name, LedgerPart.Current closed) {
    Archive archive = new Archive(name, closed.volume(), shelf, disk);
    archive.take(closed.view());
    lock.lock();
    try {
      List<Archive> present = new ArrayList<>(list);
      present.add(archive);
      present.sort((one, other) -> one.name().compareTo(other.name()));
      list = List.copyOf(present);
    } finally {
      lock.unlock();
    }
    return archive;
  }

  /** Removes an archive and its totals from the disk. */
  void remove(Archive archive) throws IOException {
    lock.lock();
    try {
      list = list.stream().filter(other -> other != archive).toList();
    } finally {
      lock.unlock();
    }
    archive.volume().vanish();
    shelf.remove(archive);
    disk.delete(archive.volume().path());
    disk.delete(archive.totals());
    disk.syncFolder(folder);
  }

  /** Returns what is wrong with archives, as far as that is known. */
  List<ConfigProblem> problems() {
    return Stream.concat(
            problem.stream(), list.stream().flatMap(archive -> archive.problem().stream()))
        .toList();
  }

  private static ConfigProblem unreadable(IOException cause) {
    return new ConfigProblem(
        "archive",
        "",
        "cannot be read (" + cause + "): give this user access to it",
        Severity.ERROR);
  }
}
