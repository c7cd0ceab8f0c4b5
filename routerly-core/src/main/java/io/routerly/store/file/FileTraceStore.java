package io.routerly.store.file;

import io.routerly.routing.Trace;
import io.routerly.store.TraceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps traces in {@code data/traces}, one file of JSON lines for each day.
 *
 * <p>A call leaves its trace in a bounded queue, and one daemon thread empties that several times a
 * second, so that a call pays for a place in a queue and for nothing else. Where the queue is full
 * the oldest trace gives way. Whoever asks sees all that was taken so far.
 */
public final class FileTraceStore implements TraceStore {
  /** How many traces may wait; at most a second of the busiest calls. */
  static final int QUEUE = 8192;

  private static final Logger LOG = LoggerFactory.getLogger(FileTraceStore.class);
  private static final long WRITE_EVERY_MS = 250;
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);

  private final TraceFiles files;
  private final Clock clock;
  private final Supplier<Limits> limits;
  private final BlockingQueue<Trace> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong lost = new AtomicLong();
  private final ScheduledExecutorService thread = DaemonThreads.one("routerly-traces");

  /** Guards what follows, and the writing. */
  private final ReentrantLock lock = new ReentrantLock();

  private Optional<LocalDate> cleaned = Optional.empty();
  private int cleanedTo = -1;
  private Optional<LocalDate> fullOn = Optional.empty();
  private Optional<Instant> toldAt = Optional.empty();
  private boolean failing;

  /**
   * How much is kept.
   *
   * @param days for how many days, today included; 0: nothing
   * @param bytesPerDay how much of each day
   */
  record Limits(int days, long bytesPerDay) {}

  /**
   * @param limits how much is kept as configured at present
   */
  FileTraceStore(Path folder, DiskOps disk, Clock clock, Supplier<Limits> limits) {
    this.files = new TraceFiles(folder, disk);
    this.clock = clock;
    this.limits = limits;
    var unused =
        thread.scheduleWithFixedDelay(
            this::write, WRITE_EVERY_MS, WRITE_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void append(Trace trace) {
    while (!queue.offer(trace)) {
      if (queue.poll() != null) {
        lost.incrementAndGet();
      }
    }
  }

  @Override
  public Optional<Trace> get(String traceId) {
    write();
    try {
      return files.find(traceId);
    } catch (IOException e) {
      LOG.warn("traces cannot be read", e);
      return Optional.empty();
    }
  }

  @Override
  public <T> List<T> latest(String projectId, int most, Function<Trace, T> taken) {
    write();
    try {
      return files.latest(projectId, most, taken);
    } catch (IOException e) {
      LOG.warn("traces cannot be read", e);
      return List.of();
    }
  }

  /** Writes what waits; whatever goes wrong, the next time is another try. */
  void write() {
    lock.lock();
    try {
      writeWaiting();
    } catch (RuntimeException e) {
      LOG.error("traces could not be written", e);
    } finally {
      lock.unlock();
    }
  }

  private void writeWaiting() {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Limits wanted = limits.get();
    clean(today, wanted.days());
    List<Trace> waiting = new ArrayList<>();
    queue.drainTo(waiting);
    if (!waiting.isEmpty() && wanted.days() > 0) {
      write(waiting, today, wanted.bytesPerDay());
    }
    tellOfLoss(now);
  }

  private void write(List<Trace> waiting, LocalDate today, long most) {
    try {
      int written = files.append(today, waiting, most);
      if (written < waiting.size()) {
        tellOfFullDay(today, most);
      }
      if (failing) {
        LOG.info("traces can be written again");
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("traces cannot be written, and are kept in memory alone: {}", e.toString());
      }
      failing = true;
    }
  }

  private void tellOfFullDay(LocalDate today, long most) {
    if (!fullOn.equals(Optional.of(today))) {
      fullOn = Optional.of(today);
      LOG.warn(
          "the traces of {} have reached {} MB (traceMaxMegabytes): the rest of the day is kept in"
              + " memory alone",
          today,
          most / 1_000_000);
    }
  }

  private void tellOfLoss(Instant now) {
    boolean due = toldAt.map(at -> !now.isBefore(at.plus(TELL_EVERY))).orElse(true);
    if (due && lost.get() > 0) {
      toldAt = Optional.of(now);
      LOG.warn(
          "{} traces came faster than they could be written, and are in memory alone",
          lost.getAndSet(0));
    }
  }

  /** Removes the files of days that are over, once a day and when the number of days changes. */
  private void clean(LocalDate today, int days) {
    if (cleanedTo == days && cleaned.equals(Optional.of(today))) {
      return;
    }
    cleaned = Optional.of(today);
    cleanedTo = days;
    try {
      files.removeBefore(today.minusDays(days).plusDays(1));
    } catch (IOException e) {
      LOG.warn("old traces cannot be removed: {}", e.toString());
    }
  }

  /** Returns how many traces are still to be written. */
  int waiting() {
    return queue.size();
  }

  /** Returns how many traces gave way, of which nobody was told yet. */
  long lost() {
    return lost.get();
  }

  /** Writes what waits, then ends. */
  @Override
  public void close() {
    DaemonThreads.end(thread);
    write();
  }
}
