package io.routerly.pipeline;

import io.routerly.auth.Caller;
import io.routerly.bootstrap.BuiltIns;
import io.routerly.budget.OpenGate;
import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.Resilience;
import io.routerly.error.GatewayException;
import io.routerly.health.Learnt;
import io.routerly.routing.Trace;
import io.routerly.routing.TraceLog;
import io.routerly.secret.ModelKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A whole pipeline with all of its policies over models that a script moves, in virtual time. */
final class Simulation {
  final VirtualTime time = new VirtualTime();
  final ScriptedModels models;
  final MemoryLedger ledger = new MemoryLedger();
  final TraceBook traces = new TraceBook(new TraceLog(1000), new MemoryTraces());
  private final Caller caller;
  private final Pipeline pipeline;
  private final List<Outcome> outcomes = new ArrayList<>();

  /**
   * What became of a call.
   *
   * @param began time since the start
   * @param failure what the client was told, if it got no answer
   */
  record Outcome(
      String traceId, Duration began, Duration ended, Optional<GatewayException> failure) {}

  Simulation(
      List<Model> models, List<PolicySpec> policies, Map<String, ScriptedModels.Script> scripts) {
    this(models, policies, Resilience.DEFAULT, scripts);
  }

  Simulation(
      List<Model> models,
      List<PolicySpec> policies,
      Resilience resilience,
      Map<String, ScriptedModels.Script> scripts) {
    this.models = new ScriptedModels(time, scripts);
    Project project =
        Values.project(policies, resilience, models.stream().map(Model::id).toArray(String[]::new));
    this.caller = new Caller(project, project.tokens().get(0));
    Learnt learnt = Learnt.nothing(time, model -> ModelKeys.NONE.ids());
    this.pipeline =
        Line.pipeline(
            new Line.Surroundings(
                MemoryConfig.of(models, project),
                new OpenGate(Line.NOW),
                ledger,
                traces,
                learnt,
                model -> ModelKeys.NONE,
                () -> 0,
                time,
                time::pass,
                (delay, hedge) -> () -> {}),
            this.models,
            BuiltIns.policies(learnt));
  }

  /** Has a call begin that long after the start. */
  void call(Duration sinceStart, String json) {
    time.at(
        sinceStart,
        () -> {
          String traceId = "trc_" + outcomes.size() + "_" + time.getAsLong();
          serve(Line.chat(traceId, caller, json, Optional.empty()));
        });
  }

  /** Has a call of another kind begin that long after the start. */
  void call(Duration sinceStart, Function<Caller, ProxyRequest> request) {
    time.at(sinceStart, () -> serve(request.apply(caller)));
  }

  private void serve(ProxyRequest request) {
    Duration began = Duration.ofNanos(time.getAsLong());
    Optional<GatewayException> failure = Optional.empty();
    try {
      Answer answer = pipeline.serve(request);
      answer.body().writeTo(new ByteArrayOutputStream());
    } catch (GatewayException e) {
      failure = Optional.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    outcomes.add(
        new Outcome(request.traceId(), began, Duration.ofNanos(time.getAsLong()), failure));
  }

  /** Runs everything and returns the calls in the order in which they ended. */
  List<Outcome> run() {
    time.run();
    return outcomes;
  }

  Trace trace(Outcome call) {
    return traces.get(call.traceId()).orElseThrow();
  }
}
