package io.routerly.budget;

import io.routerly.domain.UsageRecord;
import io.routerly.store.Configuration;
import io.routerly.store.UsageSnapshot;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All counters, and the calls that are counted in them at present.
 *
 * <p>A counter that a change of the configuration asks for learns from the ledger what was used in
 * its window. That takes a moment, during which calls go on: those under way, and those that begin,
 * are counted in it at once, and the ledger is asked for the others alone.
 */
final class Counters {
  /** How far a clock may go back for time to stand still until it has caught up. */
  private static final long LONGEST_STANDSTILL_MS = 3_600_000;

  private final Supplier<UsageSnapshot> ledger;
  private final Supplier<List<UsageRecord>> unwritten;
  private final Clock clock;

  /** Guards all below but the book. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Counter.Key, Counter> counters = new HashMap<>();
  private final Set<Counter> fresh = new LinkedHashSet<>();

  /** Trace ids of calls that bring along to fresh counters what they use. */
  private final Set<String> seen = new HashSet<>();

  private final Set<OpenCall> open = new LinkedHashSet<>();
  private final Map<String, Integer> parallel = new HashMap<>();
  private long latest = Long.MIN_VALUE;
  private int backwards;

  /** Lets one change of the configuration after the other be read. */
  private final ReentrantLock reading = new ReentrantLock();

  private volatile @Nullable PlanBook book;

  /**
   * @param unwritten records that are not in the ledger since it cannot be written
   */
  Counters(Supplier<UsageSnapshot> ledger, Supplier<List<UsageRecord>> unwritten, Clock clock) {
    this.ledger = ledger;
    this.unwritten = unwritten;
    this.clock = clock;
  }

  /** Does something while no counter changes otherwise. */
  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the budgets of a configuration, with counters that know all that was used.
   *
   * @throws io.routerly.error.GatewayException {@code usage_store_unavailable} if the ledger cannot
   *     be read
   */
  PlanBook bookOf(Configuration configuration) {
    PlanBook current = book;
    return current != null && current.configuration() == configuration
        ? current
        : read(configuration);
  }

  private PlanBook read(Configuration configuration) {
    reading.lock();
    try {
      PlanBook current = book;
      if (current != null && current.configuration() == configuration) {
        return current;
      }
      return opened(configuration);
    } finally {
      reading.unlock();
    }
  }

  private PlanBook opened(Configuration configuration) {
    PlanBook next = null;
    while (next == null) { // A clock that goes far back meanwhile makes it all void.
      next = tried(configuration).orElse(null);
    }
    return next;
  }

  private Optional<PlanBook> tried(Configuration configuration) {
    Opening opening = locked(() -> begun(configuration));
    try {
      // In this order, since what waits may be written at any moment, and must not be missed.
      List<UsageRecord> missing = unwritten.get();
      UsageSnapshot past = ledger.get();
      opening.seeding().read(past, missing, locked(() -> Set.copyOf(seen)));
    } catch (RuntimeException | Error e) {
      locked(
          () -> {
            fresh.forEach(counter -> counters.remove(counter.key()));
            fresh.clear();
            return true;
          });
      throw e;
    }
    return locked(() -> finished(opening));
  }

  /**
   * A configuration whose new counters do not know the past yet.
   *
   * @param seeding finds it out
   * @param backwards how often the clock had gone far back
   */
  private record Opening(PlanBook next, Seeding seeding, int backwards) {}

  private Opening begun(Configuration configuration) {
    PlanBook next = new PlanBook(configuration, this::counterOf);
    seen.clear();
    open.forEach(call -> seen.add(call.traceId()));
    return new Opening(next, seeding(), backwards);
  }

  private Optional<PlanBook> finished(Opening opening) {
    long now = time();
    fresh.clear();
    seen.clear();
    if (opening.backwards() != backwards) {
      return Optional.empty();
    }
    opening.seeding().apply(now);
    counters.values().retainAll(opening.next().counters());
    book = opening.next();
    return Optional.of(opening.next());
  }

  private Counter counterOf(Counter.Key key) {
    Counter known = counters.get(key);
    if (known != null) {
      return known;
    }
    Counter added = new Counter(key);
    added.tally().advance(time());
    open.stream().filter(call -> call.isIn(key.scope())).forEach(call -> call.join(added));
    counters.put(key, added);
    fresh.add(added);
    return added;
  }

  private Seeding seeding() {
    long now = time();
    return new Seeding(
        List.copyOf(fresh), now, open.stream().mapToLong(OpenCall::at).min().orElse(now));
  }

  /** Moves counters on to the present, and returns it in epoch milliseconds; under the lock. */
  long advance(Iterable<Counter> some) {
    long now = time();
    for (Counter counter : some) {
      counter.tally().advance(now);
    }
    return now;
  }

  /**
   * A clock that goes back by little stands still here, since use must not be counted twice or fall
   * out of a window. One that was an hour ahead was wrong: what was counted by it is counted anew.
   */
  private long time() {
    long now = clock.millis();
    if (latest - now > LONGEST_STANDSTILL_MS && latest != Long.MIN_VALUE) {
      latest = now;
      counters.clear();
      backwards++;
      book = null;
    }
    latest = Math.max(latest, now);
    return latest;
  }

  /** Returns how many calls of a token are under way; under the lock. */
  int parallel(String tokenId) {
    return parallel.getOrDefault(tokenId, 0);
  }

  /** Takes note of a call that begins; under the lock. */
  void began(OpenCall call) {
    open.add(call);
    parallel.merge(call.tokenId(), 1, Integer::sum);
    if (!fresh.isEmpty()) {
      seen.add(call.traceId());
      fresh.stream().filter(counter -> call.isIn(counter.key().scope())).forEach(call::join);
    }
  }

  /** Takes note of a call that is over; under the lock. */
  void ended(OpenCall call) {
    if (open.remove(call)) {
      call.end();
      parallel.computeIfPresent(call.tokenId(), (id, count) -> count == 1 ? null : count - 1);
    }
  }
}
