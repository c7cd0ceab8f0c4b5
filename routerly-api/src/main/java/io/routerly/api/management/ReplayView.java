package io.routerly.api.management;

import static io.routerly.api.http.JsonAnswer.JSON;

import io.routerly.domain.Project;
import io.routerly.pipeline.ReplayReport;
import io.routerly.routing.Trace;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** The report of a replay as clients see it. */
final class ReplayView {
  private ReplayView() {}

  static JsonObject of(ReplayReport report, Project proposed) {
    JsonArrayBuilder policies = JSON.createArrayBuilder();
    Trace.Weight.of(proposed.policies())
        .forEach(
            policy ->
                policies.add(
                    JSON.createObjectBuilder()
                        .add("type", policy.type())
                        .add("weight", policy.weight())));
    JsonObjectBuilder view = JSON.createObjectBuilder().add("calls", report.calls());
    report.from().ifPresent(from -> view.add("from", from.toString()));
    report.to().ifPresent(to -> view.add("to", to.toString()));
    return view.add("policies", policies)
        .add("models", JSON.createArrayBuilder(proposed.models()))
        .add("abstained", JSON.createArrayBuilder(report.abstained()))
        .add("changed", report.changed())
        .add("assumed", report.assumed())
        .add("recorded", side(report.recorded()))
        .add("projected", side(report.projected()))
        .build();
  }

  private static JsonObjectBuilder side(ReplayReport.Side side) {
    JsonArrayBuilder models = JSON.createArrayBuilder();
    side.models()
        .forEach(
            (model, calls) ->
                models.add(JSON.createObjectBuilder().add("modelId", model).add("calls", calls)));
    return JSON.createObjectBuilder()
        .add("models", models)
        .add("cost", side.cost().usd())
        .add("unpriced", side.unpriced())
        .add("failed", side.failed())
        .add("withoutCandidate", side.withoutCandidate())
        .add("buffered", latency(side.buffered()))
        .add("streamed", latency(side.streamed()));
  }

  private static JsonObjectBuilder latency(ReplayReport.Latency latency) {
    JsonObjectBuilder view = JSON.createObjectBuilder().add("calls", latency.calls());
    latency
        .meanMs()
        .ifPresentOrElse(
            mean -> view.add("meanMs", Math.round(mean)), () -> view.addNull("meanMs"));
    return view.add("unknown", latency.unknown());
  }
}
