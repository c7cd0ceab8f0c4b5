package io.routerly.store.file;

import io.routerly.routing.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The files of traces: {@code YYYY-MM-DD.jsonl}, with one trace per line in the order in which
 * calls ended. Files are read line by line and never held; a line that is no trace, such as one
 * that a crash cut off, is passed over. Writing is for one thread at a time, reading for any.
 */
final class TraceFiles {
  private static final String ENDING = ".jsonl";
  private static final int TYPICAL_TRACE_BYTES = 1024;

  private final Path folder;
  private final DiskOps disk;
  private final AtomicInteger reads = new AtomicInteger();

  /** Held while a trace is looked for; guards what is known of the files' ids. */
  private final ReentrantLock looking = new ReentrantLock();

  private final Map<Path, TraceIds> known = new HashMap<>();

  TraceFiles(Path folder, DiskOps disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /**
   * Adds traces to the file of a day, as many as it has room for.
   *
   * @param most how large the file may become, in bytes
   * @return how many were written
   */
  int append(LocalDate day, List<Trace> traces, long most) throws IOException {
    Path file = folder.resolve(day + ENDING);
    long room = most - (Files.exists(file) ? Files.size(file) : 0);
    JsonBytes text = new JsonBytes(traces.size() * TYPICAL_TRACE_BYTES);
    int fitting = 0;
    int length = 0;
    for (Trace trace : traces) {
      TraceEncoder.encode(trace, text);
      text.raw("\n");
      if (text.length() > room) {
        break;
      }
      fitting++;
      length = text.length();
    }
    if (fitting > 0) {
      disk.makeFolder(folder);
      disk.appendLines(file, text.bytes(), length);
    }
    return fitting;
  }

  /** Removes the files of all days before that one. */
  void removeBefore(LocalDate first) throws IOException {
    for (Day day : newestFirst()) {
      if (day.date().isBefore(first)) {
        disk.delete(day.file());
      }
    }
  }

  /**
   * Returns the trace of that id; the last one written of the latest day that has it. Files that do
   * not have it are hardly ever read more than once for all ids; one look-up at a time.
   */
  Optional<Trace> find(String traceId) throws IOException {
    if (!TraceLine.isId(traceId)) {
      return Optional.empty();
    }
    looking.lock();
    try {
      List<Day> days = newestFirst();
      known.keySet().retainAll(days.stream().map(Day::file).toList());
      for (Day day : days) {
        Optional<Trace> found = find(traceId, day.file());
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    } finally {
      looking.unlock();
    }
  }

  private Optional<Trace> find(String traceId, Path file) throws IOException {
    try {
      if (!known.computeIfAbsent(file, TraceIds::new).mayHave(traceId)) {
        return Optional.empty();
      }
    } catch (NoSuchFileException e) {
      return Optional.empty(); // Its day was over just now.
    }
    Latest<Trace> found = new Latest<>(1);
    read(
        file,
        line -> {
          if (line.isOf(traceId)) {
            line.trace().ifPresent(found::add);
          }
        });
    reads.incrementAndGet();
    return Optional.ofNullable(found.kept.peekLast());
  }

  /** Returns how many files were read for a trace that they seemed to have. */
  int reads() {
    return reads.get();
  }

  /** Returns what is made of the latest traces of a project, in the order of the files. */
  <T> List<T> latest(String projectId, int most, Function<Trace, T> taken) throws IOException {
    List<T> all = new ArrayList<>();
    for (Day day : newestFirst()) {
      if (all.size() >= most) {
        break;
      }
      Latest<T> ofDay = new Latest<>(most - all.size());
      read(
          day.file(),
          line -> {
            if (line.isOfProject(projectId)) {
              line.trace()
                  .filter(trace -> trace.asked().projectId().equals(projectId))
                  .ifPresent(trace -> ofDay.add(taken.apply(trace)));
            }
          });
      all.addAll(0, ofDay.kept);
    }
    return all;
  }

  private static void read(Path file, LineReader.Taker taker) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      new LineReader(in).each(taker);
    } catch (NoSuchFileException e) {
      // Its day was over just now.
    }
  }

  private record Day(LocalDate date, Path file) {}

  private List<Day> newestFirst() throws IOException {
    List<Day> days = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
        files.forEach(file -> day(file).ifPresent(days::add));
      }
    }
    days.sort(Comparator.comparing(Day::date).reversed());
    return days;
  }

  /** Returns the day of a file; what is named otherwise is not ours. */
  private static Optional<Day> day(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      LocalDate date = LocalDate.parse(name.substring(0, name.length() - ENDING.length()));
      return Optional.of(new Day(date, file));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The last ones of all that come. */
  private static final class Latest<T> {
    private final int most;
    private final Deque<T> kept = new ArrayDeque<>();

    Latest(int most) {
      this.most = most;
    }

    void add(T one) {
      kept.addLast(one);
      if (kept.size() > most) {
        kept.removeFirst();
      }
    }
  }
}
