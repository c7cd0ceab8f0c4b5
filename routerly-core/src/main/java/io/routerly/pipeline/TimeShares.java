package io.routerly.pipeline;

import io.routerly.domain.Model;
import io.routerly.upstream.Timeouts;
import io.routerly.upstream.UpstreamTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares the time of one call among its attempts. An attempt has what is left of it, and but three
 * quarters of that while another model may follow. It is told by one thread at a time, and asked by
 * those of both attempts of a hedged call.
 */
final class TimeShares {
  private final Ground ground;

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
    Duration left = ground.deadline().remaining();
    Duration share = Duration.ofNanos(left.toNanos() / 4 * 3);
    boolean fits = wanted.untilAnswer().compareTo(share) <= 0;
    return fits ? wanted : wanted.within(isAnotherLeft(model) ? share : left);
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
   * Returns whether a model had less than its time. That it did not answer within what was left of
   * the call's, or within a time that only this project is content with, says nothing of it.
   */
  boolean wasHurried(Model model, UpstreamTimeoutException timeout) {
    return ground
        .usual()
        .apply(model)
        .of(timeout.phase())
        .filter(usual -> timeout.limit().compareTo(usual) < 0)
        .isPresent();
  }
}
