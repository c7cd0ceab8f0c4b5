package io.routerly.api.management;

import static io.routerly.api.http.JsonAnswer.JSON;

import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.routing.Decision;
import io.routerly.routing.Exclusion;
import io.routerly.routing.Trace;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A trace as clients see it: models by their ids alone. */
final class TraceView {
  private TraceView() {}

  static JsonObject of(Trace trace) {
    return withDecision(trace).add("attempts", each(trace.attempts(), TraceView::attempt)).build();
  }

  /** Returns the trace of a call that was not made: what it asks for, and the decision. */
  static JsonObject ofDecision(Trace trace) {
    return withDecision(trace).build();
  }

  private static JsonObjectBuilder withDecision(Trace trace) {
    JsonObjectBuilder view =
        JSON.createObjectBuilder()
            .add("traceId", trace.traceId())
            .add("timestamp", trace.timestamp().toString());
    addAsked(view, trace.asked());
    addDecision(view, trace.decision());
    return view;
  }

  private static void addAsked(JsonObjectBuilder view, Trace.Asked asked) {
    view.add("projectId", asked.projectId())
        .add("tokenId", asked.tokenId())
        .add("requestedModel", asked.requestedModel())
        .add("callType", asked.callType().wireName())
        .add("stream", asked.stream())
        .add("features", JSON.createArrayBuilder(asked.features()))
        .add("inputTokens", asked.inputTokens());
    asked.maxOutputTokens().ifPresent(most -> view.add("maxOutputTokens", most));
  }

  private static void addDecision(JsonObjectBuilder view, Trace.Choice decision) {
    view.add("selection", decision.selection().wireName())
        .add("policies", each(decision.policies(), TraceView::policy))
        .add("decisionMicros", decision.micros());
    decision.keptOn().ifPresent(model -> view.add("keptOn", model));
    view.add("candidates", each(decision.candidates(), rating -> candidate(decision, rating)))
        .add("exclusions", each(decision.exclusions(), TraceView::exclusion));
  }

  private static JsonObjectBuilder policy(Trace.Weight policy) {
    JsonObjectBuilder view =
        JSON.createObjectBuilder().add("type", policy.type()).add("weight", policy.weight());
    policy.abstained().ifPresent(why -> view.add("abstained", why));
    return view;
  }

  /** Scores stand in the order of the policies. */
  private static JsonObjectBuilder candidate(Trace.Choice decision, Decision.Rating rating) {
    JsonObjectBuilder scores = JSON.createObjectBuilder();
    Map<String, Double> known = rating.scores();
    decision.policies().stream()
        .map(Trace.Weight::type)
        .filter(known::containsKey)
        .forEach(type -> scores.add(type, known.getOrDefault(type, 0.0)));
    return JSON.createObjectBuilder()
        .add("modelId", rating.modelId())
        .add("total", rating.total())
        .add("scores", scores)
        .add("trial", rating.trial());
  }

  private static JsonObjectBuilder exclusion(Exclusion out) {
    return JSON.createObjectBuilder()
        .add("modelId", out.modelId())
        .add("by", out.by())
        .add("reason", out.reason());
  }

  private static JsonObjectBuilder attempt(Trace.Attempt attempt) {
    JsonObjectBuilder view = JSON.createObjectBuilder().add("modelId", attempt.modelId());
    if (!attempt.key().isEmpty()) {
      view.add("key", attempt.key());
    }
    view.add("number", attempt.number());
    if (attempt.hedge()) {
      view.add("hedge", true);
    }
    view.add("startMs", attempt.startMs()).add("durationMs", attempt.durationMs());
    attempt.ttftMs().ifPresent(ms -> view.add("ttftMs", ms));
    view.add("status", attempt.status().wireName())
        .add("outcome", attempt.outcome())
        .add("message", attempt.message());
    attempt.providerStatus().ifPresent(status -> view.add("providerStatus", status));
    attempt.retryAfterMs().ifPresent(ms -> view.add("retryAfterMs", ms));
    view.add("ending", attempt.ending().name().toLowerCase(Locale.ROOT));
    if (attempt.hasUse()) {
      addUse(view, attempt.use());
    }
    return view;
  }

  private static void addUse(JsonObjectBuilder view, Trace.Use use) {
    Tokens tokens = use.tokens();
    view.add("inputTokens", tokens.input())
        .add("outputTokens", tokens.output())
        .add("cacheTokens", tokens.cacheRead())
        .add("cacheWriteTokens", tokens.cacheWrite())
        .add("reasoningTokens", tokens.reasoning())
        .add("estimated", use.estimated());
    use.cost().ifPresentOrElse(cost -> view.add("cost", cost.usd()), () -> view.addNull("cost"));
  }

  private static <T> JsonArrayBuilder each(List<T> items, Function<T, JsonObjectBuilder> view) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    items.forEach(item -> all.add(view.apply(item)));
    return all;
  }
}
