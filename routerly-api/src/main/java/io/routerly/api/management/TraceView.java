package io.routerly.api.management;

import static io.routerly.api.http.JsonAnswer.JSON;

import io.routerly.routing.Decision;
import io.routerly.routing.Exclusion;
import io.routerly.routing.Trace;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** A trace as clients see it: models by their ids alone. */
final class TraceView {
  private TraceView() {}

  static JsonObject of(Trace trace) {
    JsonArrayBuilder candidates = JSON.createArrayBuilder();
    trace.decision().ratings().forEach(rating -> candidates.add(candidate(rating)));
    JsonArrayBuilder exclusions = JSON.createArrayBuilder();
    trace.decision().exclusions().forEach(out -> exclusions.add(exclusion(out)));
    JsonArrayBuilder attempts = JSON.createArrayBuilder();
    trace.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
    return JSON.createObjectBuilder()
        .add("traceId", trace.traceId())
        .add("timestamp", trace.timestamp().toString())
        .add("projectId", trace.projectId())
        .add("requestedModel", trace.requestedModel())
        .add("candidates", candidates)
        .add("exclusions", exclusions)
        .add("attempts", attempts)
        .build();
  }

  private static JsonObjectBuilder candidate(Decision.Rating rating) {
    JsonObjectBuilder scores = JSON.createObjectBuilder();
    rating.scores().forEach(scores::add);
    return JSON.createObjectBuilder()
        .add("modelId", rating.modelId())
        .add("total", rating.total())
        .add("scores", scores);
  }

  private static JsonObjectBuilder exclusion(Exclusion out) {
    return JSON.createObjectBuilder()
        .add("modelId", out.modelId())
        .add("by", out.by())
        .add("reason", out.reason());
  }

  private static JsonObjectBuilder attempt(Trace.Attempt attempt) {
    return JSON.createObjectBuilder()
        .add("modelId", attempt.modelId())
        .add("outcome", attempt.outcome())
        .add("message", attempt.message())
        .add("durationMs", attempt.durationMs());
  }
}
