package io.routerly.notify;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait for one channel. They are delivered one after the other, in their order;
 * one that may go through later is tried again, and holds up its own channel alone. Thread-safe.
 */
final class Lane {
  /** How many messages may wait; beyond that the oldest give way. */
  static final int MOST_WAITING = 1_000;

  /** How long to wait before each further try. */
  static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofSeconds(60));

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final String name;
  private final Channel channel;
  private final Background background;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as is what follows. */
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private boolean busy;
  private boolean overflowing;
  private boolean closed;

  /** A message, and how often it was tried; the number is the worker's own. */
  private static final class Waiting {
    private final Notice notice;
    private int tries;

    private Waiting(Notice notice) {
      this.notice = notice;
    }
  }

  Lane(String name, Channel channel, Background background) {
    this.name = name;
    this.channel = channel;
    this.background = background;
  }

  /** Takes a message, to deliver it soon. */
  void add(Notice notice) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      makeRoom();
      waiting.addLast(new Waiting(notice));
      if (busy) {
        return;
      }
      busy = true;
    } finally {
      lock.unlock();
    }
    background.run(this::work);
  }

  private void makeRoom() {
    if (waiting.size() < MOST_WAITING) {
      return;
    }
    waiting.removeFirst();
    if (!overflowing) {
      LOG.warn(
          "{} notifications wait for channel {}: from now on the oldest give way",
          MOST_WAITING,
          name);
    }
    overflowing = true;
  }

  /** Delivers what waits, until nothing does or a message must be tried again later. */
  private void work() {
    for (Waiting next = next(); next != null; next = next()) {
      if (!deliver(next)) {
        return;
      }
    }
  }

  private @Nullable Waiting next() {
    lock.lock();
    try {
      Waiting first = waiting.peekFirst();
      busy = first != null;
      overflowing &= busy;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the next one may be delivered. */
  private boolean deliver(Waiting next) {
    Outcome outcome = channel.send(next.notice);
    next.tries++;
    if (outcome instanceof Outcome.Failed failed && next.tries <= PAUSES.size()) {
      LOG.debug("Channel {} will be tried again: {}", name, failed.reason());
      background.after(PAUSES.get(next.tries - 1), this::work);
      return false;
    }
    tell(next, outcome);
    done(next);
    return true;
  }

  private void tell(Waiting next, Outcome outcome) {
    String event = next.notice.kind().wireName();
    if (outcome instanceof Outcome.Failed failed) {
      LOG.error("Notification {} is lost, channel {}: {}", event, name, failed.reason());
    } else if (outcome instanceof Outcome.Refused refused) {
      LOG.error("Notification {} is lost, channel {}: {}", event, name, refused.reason());
    }
  }

  /** It may have given way while it was on its way. */
  private void done(Waiting delivered) {
    lock.lock();
    try {
      if (waiting.peekFirst() == delivered) {
        waiting.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many messages wait. */
  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what waits: the channel is no more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }
}
