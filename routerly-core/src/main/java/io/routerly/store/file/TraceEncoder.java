package io.routerly.store.file;

import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.routing.Decision;
import io.routerly.routing.Exclusion;
import io.routerly.routing.Trace;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes traces as JSON straight into bytes, since each call leaves one.
 *
 * <p>Fields stand in the order of {@code docs/reference/files.md}; absent ones are left out.
 */
final class TraceEncoder {
  private TraceEncoder() {}

  static void encode(Trace trace, JsonBytes out) {
    out.raw("{\"traceId\":").string(trace.traceId());
    out.raw(",\"timestamp\":").string(trace.timestamp().toString());
    asked(trace.asked(), out);
    decision(trace.decision(), out);
    out.raw(",\"attempts\":");
    list(trace.attempts(), out, attempt -> attempt(attempt, out));
    out.raw("}");
  }

  private static void asked(Trace.Asked asked, JsonBytes out) {
    out.raw(",\"projectId\":").string(asked.projectId());
    out.raw(",\"tokenId\":").string(asked.tokenId());
    out.raw(",\"requestedModel\":").string(asked.requestedModel());
    out.raw(",\"callType\":").string(asked.callType().wireName());
    out.raw(",\"stream\":").raw(Boolean.toString(asked.stream()));
    out.raw(",\"features\":");
    list(asked.features(), out, out::string);
    out.raw(",\"inputTokens\":").number(asked.inputTokens());
    asked.maxOutputTokens().ifPresent(most -> out.raw(",\"maxOutputTokens\":").number(most));
  }

  private static void decision(Trace.Choice decision, JsonBytes out) {
    out.raw(",\"selection\":").string(decision.selection().wireName());
    out.raw(",\"policies\":");
    list(decision.policies(), out, policy -> policy(policy, out));
    out.raw(",\"decisionMicros\":").number(decision.micros());
    decision.keptOn().ifPresent(model -> out.raw(",\"keptOn\":").string(model));
    out.raw(",\"candidates\":");
    list(decision.candidates(), out, rating -> candidate(rating, out));
    out.raw(",\"exclusions\":");
    list(decision.exclusions(), out, exclusion -> exclusion(exclusion, out));
  }

  private static void policy(Trace.Weight policy, JsonBytes out) {
    out.raw("{\"type\":").string(policy.type());
    out.raw(",\"weight\":").number(policy.weight());
    policy.abstained().ifPresent(why -> out.raw(",\"abstained\":").string(why));
    out.raw("}");
  }

  private static void candidate(Decision.Rating rating, JsonBytes out) {
    out.raw("{\"modelId\":").string(rating.modelId());
    out.raw(",\"total\":").raw(Double.toString(rating.total()));
    out.raw(",\"scores\":{");
    String before = "";
    for (var score : rating.scores().entrySet()) {
      out.raw(before).string(score.getKey()).raw(":").raw(Double.toString(score.getValue()));
      before = ",";
    }
    out.raw(rating.trial() ? "},\"trial\":true}" : "}}");
  }

  private static void exclusion(Exclusion exclusion, JsonBytes out) {
    out.raw("{\"modelId\":").string(exclusion.modelId());
    out.raw(",\"by\":").string(exclusion.by());
    out.raw(",\"reason\":").string(exclusion.reason()).raw("}");
  }

  private static void attempt(Trace.Attempt attempt, JsonBytes out) {
    out.raw("{\"modelId\":").string(attempt.modelId());
    if (!attempt.key().isEmpty()) {
      out.raw(",\"key\":").string(attempt.key());
    }
    out.raw(",\"number\":").number(attempt.number());
    if (attempt.hedge()) {
      out.raw(",\"hedge\":true");
    }
    out.raw(",\"startMs\":").number(attempt.startMs());
    out.raw(",\"durationMs\":").number(attempt.durationMs());
    attempt.ttftMs().ifPresent(ms -> out.raw(",\"ttftMs\":").number(ms));
    out.raw(",\"status\":").string(attempt.status().wireName());
    out.raw(",\"outcome\":").string(attempt.outcome());
    out.raw(",\"message\":").string(attempt.message());
    attempt.providerStatus().ifPresent(status -> out.raw(",\"providerStatus\":").number(status));
    attempt.retryAfterMs().ifPresent(ms -> out.raw(",\"retryAfterMs\":").number(ms));
    out.raw(",\"ending\":").string(attempt.ending().name().toLowerCase(Locale.ROOT));
    if (attempt.hasUse()) {
      use(attempt.use(), out);
    }
    out.raw("}");
  }

  private static void use(Trace.Use use, JsonBytes out) {
    Tokens tokens = use.tokens();
    out.raw(",\"inputTokens\":").number(tokens.input());
    out.raw(",\"outputTokens\":").number(tokens.output());
    out.raw(",\"cacheTokens\":").number(tokens.cacheRead());
    out.raw(",\"cacheWriteTokens\":").number(tokens.cacheWrite());
    out.raw(",\"reasoningTokens\":").number(tokens.reasoning());
    out.raw(",\"estimated\":").raw(Boolean.toString(use.estimated()));
    use.cost().ifPresent(cost -> out.raw(",\"cost\":").number(cost.usd()));
  }

  private static <T> void list(Collection<T> items, JsonBytes out, Consumer<T> item) {
    out.raw("[");
    Iterator<T> all = items.iterator();
    while (all.hasNext()) {
      item.accept(all.next());
      out.raw(all.hasNext() ? "," : "");
    }
    out.raw("]");
  }
}
