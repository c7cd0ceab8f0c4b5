package io.routerly.notify;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait for one channel. They are delivered one after the other, in their order;
 * one that may go through later is tried again for a day, and holds up its own channel alone. After
 * some tries it stands behind the others, as it may be the message that is at fault rather than the
 * channel. Thread-safe.
 */
final class Lane {
  /** How many messages may wait; beyond that the oldest give way. */
  static final int MOST_WAITING = 1_000;

  /** How long to wait after each failure in a row; the last one holds from then on. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5));

  /** How old a message may become. */
  static final Duration OLDEST = Duration.ofDays(1);

  /** How often a message is tried before those behind it have their turn. */
  static final int TRIES_AT_ONCE = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final String name;
  private final Channel channel;
  private final Background background;
  private final Journal journal;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as is what follows. */
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** What is being sent, until its journal knows what became of it. */
  private @Nullable Waiting onItsWay;

  private boolean busy;
  private boolean overflowing;
  private boolean closed;

  /** How often in a row the channel took nothing; the worker's own. */
  private int failures;

  /** Is told what becomes of messages. */
  interface Journal {
    /** The channel took it. */
    void delivered(Notice notice);

    /** It will not be sent. */
    void lost(Notice notice);

    /** The lane was closed while the message was on its way, and the channel did not take it. */
    void left(Notice notice);

    /** No message is being sent, and none is due. */
    void rest();
  }

  /** A message, and how often it was tried; the number is the worker's own. */
  private static final class Waiting {
    private final Notice notice;
    private int tries;

    private Waiting(Notice notice) {
      this.notice = notice;
    }
  }

  Lane(String name, Channel channel, Background background, Journal journal, Clock clock) {
    this.name = name;
    this.channel = channel;
    this.background = background;
    this.journal = journal;
    this.clock = clock;
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
    journal.lost(waiting.removeFirst().notice);
    if (!overflowing) {
      LOG.warn(
          "{} notifications wait for channel {}: from now on the oldest give way",
          MOST_WAITING,
          name);
    }
    overflowing = true;
  }

  /** Delivers what waits, until nothing does or the channel is to be left alone for a while. */
  private void work() {
    Waiting next = next();
    while (next != null && deliver(next)) {
      next = next();
    }
    journal.rest();
  }

  private @Nullable Waiting next() {
    lock.lock();
    try {
      Waiting first = waiting.peekFirst();
      onItsWay = first;
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
    if (outcome instanceof Outcome.Failed failed && mayBeTriedAgain(next)) {
      if (isStillMine()) {
        pause(next, failed.reason());
      } else {
        journal.left(next.notice);
      }
      return false;
    }
    done(next);
    tell(next, outcome);
    return true;
  }

  /** Who closes the lane after this finds nothing on its way. */
  private boolean isStillMine() {
    lock.lock();
    try {
      onItsWay = null;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean mayBeTriedAgain(Waiting next) {
    return clock.instant().isBefore(next.notice.at().plus(OLDEST));
  }

  private void pause(Waiting failed, String reason) {
    Duration pause = PAUSES.get(Math.min(failures, PAUSES.size() - 1));
    if (failures++ == 0) {
      LOG.warn("Channel {} takes no notification now, it is tried again: {}", name, reason);
    }
    if (failed.tries >= TRIES_AT_ONCE) {
      putBehind(failed);
    }
    background.after(pause, this::work);
  }

  private void tell(Waiting next, Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      lost(next, failed.reason());
    } else if (outcome instanceof Outcome.Refused refused) {
      lost(next, refused.reason());
    } else {
      if (failures > 0) {
        LOG.info("Channel {} takes notifications again", name);
      }
      failures = 0;
      journal.delivered(next.notice);
    }
  }

  private void lost(Waiting next, String reason) {
    String event = next.notice.kind().wireName();
    LOG.error("Notification {} is lost, channel {}: {}", event, name, reason);
    journal.lost(next.notice);
  }

  private void putBehind(Waiting failed) {
    lock.lock();
    try {
      if (waiting.peekFirst() == failed) {
        waiting.addLast(waiting.removeFirst());
      }
    } finally {
      lock.unlock();
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

  /**
   * Sends nothing more: the channel is no more.
   *
   * @return what is on its way, of which the journal is still told
   */
  Optional<Notice> close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      return Optional.ofNullable(onItsWay).map(sent -> sent.notice);
    } finally {
      lock.unlock();
    }
  }
}
