package io.routerly.pipeline;

import io.routerly.domain.Model;
import io.routerly.upstream.Timeouts;
import io.routerly.upstream.UpstreamTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shares the time of one call among its attempts. An attempt has what is left of it, and but three
 * quarters of that while another model may follow. It is told by one thread at a time, and asked by
 * those of both attempts of a hedged call.
 */
final class TimeShares {
  /** A model that is silent for so long fails, whatever longer time it may have elsewhere. */
  private static final Duration LONG_SILENCE = Duration.ofSeconds(30);

  private final Ground ground;

  /** Models whose attempts were cut off for the sake of others, or of the call's own time. */
  private final Set<String> cut = ConcurrentHashMap.newKeySet();

  /** Models whose turn has come, or will not; never changed, only replaced. */
  private volatile List<String> turns = List.of();

  TimeShares(Ground ground) {
    this.ground = ground;
  }

  /** Takes note that no other model need leave time to this one. */
  void cameTo(Model model) {
    List<String> more = new ArrayList<>(turns.size() + 1);
    more.addAll(turns);
    more.add(model.id());
    turns = more;
  }

  /**
   * Returns the time-outs of an attempt.
   *
   * @param wanted what it may take where there is time
   */
  Timeouts of(Model model, Timeouts wanted) {
    if (wanted.untilAnswer().compareTo(share()) <= 0) {
      return wanted;
    }
    cut.add(model.id());
    return wanted.within(most(model));
  }

  /** Returns how long an attempt may take that begins now. */
  Duration most(Model model) {
    return isAnotherLeft(model) ? share() : ground.deadline().remaining();
  }

  private Duration share() {
    return Duration.ofNanos(ground.deadline().remaining().toNanos() / 4 * 3);
  }

  private boolean isAnotherLeft(Model model) {
    return isAnotherIn(ground.decision().ranking(), model)
        || isAnotherIn(ground.decision().lastResorts(), model);
  }

  private boolean isAnotherIn(List<Model> models, Model model) {
    List<String> over = turns;
    for (Model other : models) {
      if (!other.id().equals(model.id()) && !over.contains(other.id())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a model had so little of its time that its silence says nothing of it: what was
   * left of the call's, or what only this project is content with. Some silences count all the
   * same, since a model that hangs would else never be found out by calls whose time is short:
   * those of {@link #LONG_SILENCE}, and those of half of its time where it is the call that is
   * over.
   */
  boolean wasHurried(Model model, UpstreamTimeoutException timeout) {
    return ground
        .usual()
        .apply(model)
        .of(timeout.phase())
        .map(usual -> shorter(cut.contains(model.id()) ? usual.dividedBy(2) : usual, LONG_SILENCE))
        .filter(enough -> timeout.limit().compareTo(enough) < 0)
        .isPresent();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
