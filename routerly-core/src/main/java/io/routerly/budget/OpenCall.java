package io.routerly.budget;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one call under way holds in the counters, and has used so far. Guarded by the lock of the
 * gate that it belongs to.
 */
final class OpenCall {
  private final String traceId;
  private final String projectId;
  private final String tokenId;
  private final long at;
  private final Set<Counter> counters;
  private final Map<String, Amounts> attempts = new HashMap<>(2);
  private Amounts call = Amounts.ONE_CALL;
  private Amounts unassigned;
  private Amounts used = Amounts.NONE;

  /**
   * @param at when it was admitted, in epoch milliseconds
   * @param expected what is held until an attempt holds its own
   */
  OpenCall(
      String traceId,
      String projectId,
      String tokenId,
      long at,
      Collection<Counter> counters,
      Amounts expected) {
    this.traceId = traceId;
    this.projectId = projectId;
    this.tokenId = tokenId;
    this.at = at;
    this.counters = new LinkedHashSet<>(counters);
    this.unassigned = expected;
    hold(call.plus(expected));
  }

  String traceId() {
    return traceId;
  }

  String tokenId() {
    return tokenId;
  }

  long at() {
    return at;
  }

  boolean isIn(Scope scope) {
    return scope.covers(projectId, tokenId);
  }

  /** Counts the call in one more counter, with all that it holds and has used so far. */
  void join(Counter counter) {
    if (counters.add(counter)) {
      counter.use(at, used);
      counter.hold(at, call.plus(unassigned));
      attempts.values().forEach(held -> counter.hold(at, held));
    }
  }

  /** Returns what is given back when an attempt at a model begins. */
  Amounts givenFor(String modelId) {
    return unassigned.plus(attempts.getOrDefault(modelId, Amounts.NONE));
  }

  /** Returns all that is held. */
  Amounts held() {
    return attempts.values().stream().reduce(call.plus(unassigned), Amounts::plus);
  }

  /** Holds for an attempt at a model, in the place of what was held for none in particular. */
  void begin(String modelId, Amounts expected) {
    release(unassigned);
    unassigned = Amounts.NONE;
    release(modelId);
    attempts.put(modelId, expected);
    hold(expected);
  }

  /** Holds for a question, beside all that is held already. */
  void beginQuestion(String modelId, Amounts expected) {
    attempts.merge(modelId, expected, Amounts::plus);
    hold(expected);
  }

  void release(String modelId) {
    Amounts held = attempts.remove(modelId);
    if (held != null) {
      release(held);
    }
  }

  void charge(String modelId, Amounts actual) {
    release(modelId);
    if (actual.calls() > 0) {
      release(call);
      call = Amounts.NONE;
    }
    used = used.plus(actual);
    counters.forEach(counter -> counter.use(at, actual));
  }

  void end() {
    release(call.plus(unassigned));
    call = Amounts.NONE;
    unassigned = Amounts.NONE;
    attempts.values().forEach(this::release);
    attempts.clear();
  }

  private void hold(Amounts amounts) {
    counters.forEach(counter -> counter.hold(at, amounts));
  }

  private void release(Amounts amounts) {
    counters.forEach(counter -> counter.release(at, amounts));
  }

  Set<Counter> counters() {
    return counters;
  }
}
