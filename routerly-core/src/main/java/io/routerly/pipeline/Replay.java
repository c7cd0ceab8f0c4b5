package io.routerly.pipeline;

import io.routerly.dispatch.Providers;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.Learnt;
import io.routerly.health.UsableKeys;
import io.routerly.provider.KeySource;
import io.routerly.routing.NamedPolicy;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.Router;
import io.routerly.routing.RoutingPolicy;
import io.routerly.secret.UsableKey;
import io.routerly.store.Configuration;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells what other policies would have made of past calls.
 *
 * <p>Policies are made anew, over a state that learns from the record by the record's own clock, so
 * that nothing of the running service is read or moved. One replay at a time: each holds what it
 * needs of up to {@value #MOST_CALLS} calls, some forty megabytes. Thread-safe.
 */
public final class Replay {
  /** How many calls one replay rates at most. */
  public static final int MOST_CALLS = 100_000;

  private static final Duration COME_BACK_AFTER = Duration.ofSeconds(5);

  private final TraceBook traces;
  private final Eligibility eligibility;
  private final Function<Learnt, List<PolicyFactory>> policies;
  private final Set<String> notReplayed;
  private final UsableKeys keyNames;
  private final Router router = new Router();
  private final ReentrantLock running = new ReentrantLock();

  /**
   * @param traces the past calls
   * @param policies makes the factories of all policies, over what was learnt
   * @param notReplayed types of policies that need what was said, ask somebody, or look at a state
   *     that is not kept: they abstain
   */
  public Replay(
      TraceBook traces,
      Providers providers,
      KeySource keys,
      Function<Learnt, List<PolicyFactory>> policies,
      Set<String> notReplayed) {
    this.traces = traces;
    this.eligibility = new Eligibility(providers, keys);
    this.policies = policies;
    this.notReplayed = Set.copyOf(notReplayed);
    this.keyNames = model -> keys.keysOf(model).usable().stream().map(UsableKey::name).toList();
  }

  /**
   * Rates the latest calls of a project.
   *
   * @param proposed the project with the policies and models that are proposed, which are valid
   * @param last how many calls, from 1 to {@value #MOST_CALLS}
   * @throws GatewayException {@code overloaded} while another replay runs
   */
  public ReplayReport run(Configuration configuration, Project proposed, int last) {
    if (!running.tryLock()) {
      throw GatewayException.retryLater(
          ErrorCode.OVERLOADED,
          "Another replay is running: try again when it is over.",
          COME_BACK_AFTER);
    }
    try {
      ReplayRun.VirtualClock clock = new ReplayRun.VirtualClock();
      List<PastCall> calls = calls(proposed.id(), last);
      calls.stream().findFirst().ifPresent(first -> clock.advanceTo(first.startedAt()));
      Learnt learnt = Learnt.nothing(clock::nanoTime, keyNames);
      RoutePlan plan =
          RoutePlans.plan(
              eligibility,
              configuration,
              proposed.models(),
              proposed.unpricedModels(),
              fresh(proposed, learnt));
      return new ReplayRun(configuration, proposed, plan, router, learnt, keyNames, clock)
          .over(calls, abstaining(proposed));
    } finally {
      running.unlock();
    }
  }

  private List<PastCall> calls(String projectId, int last) {
    PastCall.Reader reader = new PastCall.Reader();
    return traces.latest(projectId, last, reader::read).stream()
        .filter(PastCall::isOver)
        .sorted(Comparator.comparingLong(PastCall::startedAt))
        .toList();
  }

  private List<String> abstaining(Project proposed) {
    return proposed.policies().stream()
        .map(PolicySpec::type)
        .filter(notReplayed::contains)
        .distinct()
        .toList();
  }

  private List<NamedPolicy> fresh(Project proposed, Learnt learnt) {
    Map<String, PolicyFactory> factories =
        policies.apply(learnt).stream()
            .collect(Collectors.toMap(PolicyFactory::type, Function.identity()));
    return proposed.policies().stream()
        .map(
            spec ->
                new NamedPolicy(
                    spec.type(),
                    notReplayed.contains(spec.type())
                        ? (context, candidates) ->
                            RoutingPolicy.abstain(candidates, "it cannot be replayed")
                        : Objects.requireNonNull(factories.get(spec.type())).create(spec)))
        .toList();
  }
}
