package io.routerly.health;

import io.routerly.domain.Model;
import io.routerly.domain.Project;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many calls and tokens each model recently got, in all and by project.
 *
 * <p>Calls count as they begin, and so do the tokens that they are expected to use, until their end
 * tells how many those were. A window reaches back a thirtieth further than is said, at most, and
 * never less. Thread-safe; constant size per model and project.
 */
public final class Traffic {
  /** The longest window that calls and tokens can be told for, in minutes. */
  public static final int MOST_MINUTES = 60;

  private final LongSupplier nanoTime;
  private final Map<String, ModelTraffic> models = new ConcurrentHashMap<>();
  private final Map<Pair, SlidingSum> shares = new ConcurrentHashMap<>();

  private record Pair(String projectId, String modelId) {}

  /**
   * An attempt that is counted.
   *
   * @param tokens how many are counted for it until they are known
   * @param at when it began
   */
  public record Begun(String modelId, long tokens, long at) {}

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public Traffic(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Returns the calls that a model got from all projects within this time. */
  public long calls(String modelId, Duration window) {
    ModelTraffic known = models.get(modelId);
    return known == null ? 0 : known.calls(nanoTime.getAsLong(), window);
  }

  /** Returns the tokens of all projects' calls within this time. */
  public long tokens(String modelId, Duration window) {
    ModelTraffic known = models.get(modelId);
    return known == null ? 0 : known.tokens(nanoTime.getAsLong(), window);
  }

  /** Returns the calls that a model got from one project within these minutes. */
  public long callsOf(String projectId, String modelId, int minutes) {
    @Nullable SlidingSum share = shares.get(new Pair(projectId, modelId));
    return share == null ? 0 : share.sum(nanoTime.getAsLong(), TimeUnit.MINUTES.toNanos(minutes));
  }

  /**
   * Returns how long it takes until a model has room for one more call of so many tokens; zero if
   * it has, and empty if it never will.
   */
  public Optional<Duration> untilRoom(String modelId, Ceiling ceiling, long tokens) {
    return of(modelId, nanoTime.getAsLong()).untilRoom(nanoTime.getAsLong(), ceiling, tokens);
  }

  /**
   * Counts an attempt that begins, whatever the limits, and whose tokens count at its end alone.
   */
  public void began(Model model, Project project) {
    begin(model, project, 0, List.of());
  }

  /**
   * Counts an attempt that begins, unless one of these limits has no room for it; of attempts that
   * begin at the same time no more do than there is room for.
   *
   * @param tokens how many it is expected to use
   */
  public Optional<Begun> begin(Model model, Project project, long tokens, List<Ceiling> ceilings) {
    Optional<Begun> begun = ask(model, tokens, ceilings);
    begun.ifPresent(
        counted ->
            shares
                .computeIfAbsent(
                    new Pair(project.id(), model.id()),
                    absent -> SlidingSum.ofMinutes(counted.at()))
                .add(counted.at(), 1));
    return begun;
  }

  /**
   * Counts a question that begins and that a decision asks, in the same way: for its provider it is
   * a call like any other, though it is none that a project's calls are shared by.
   */
  public Optional<Begun> ask(Model model, long tokens, List<Ceiling> ceilings) {
    long now = nanoTime.getAsLong();
    return of(model.id(), now).begin(now, tokens, ceilings)
        ? Optional.of(new Begun(model.id(), tokens, now))
        : Optional.empty();
  }

  /** Counts what an attempt has used. */
  public void ended(AttemptEnd end) {
    long used = end.record().tokens().total();
    if (used > 0) {
      long now = nanoTime.getAsLong();
      of(end.record().modelId(), now).use(now, used);
    }
  }

  /** Takes back what was expected of an attempt; called once, when it is known what it has used. */
  public void settle(Begun begun) {
    if (begun.tokens() > 0) {
      long now = nanoTime.getAsLong();
      of(begun.modelId(), now).takeBack(now, begun.at(), begun.tokens());
    }
  }

  /** Forgets the projects and models that there are no more. */
  void keepOnly(Set<String> projectIds, Set<String> modelIds) {
    models.keySet().retainAll(modelIds);
    shares
        .keySet()
        .removeIf(
            pair -> !projectIds.contains(pair.projectId()) || !modelIds.contains(pair.modelId()));
  }

  private ModelTraffic of(String modelId, long now) {
    ModelTraffic known = models.get(modelId);
    return known != null ? known : models.computeIfAbsent(modelId, absent -> new ModelTraffic(now));
  }
}
