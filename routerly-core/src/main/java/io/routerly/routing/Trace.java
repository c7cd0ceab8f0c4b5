package io.routerly.routing;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.Money;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.Project;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Tokens;
import io.routerly.health.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How one request was decided and what became of it. Nothing of what the request says is in it, but
 * for what a provider quotes of it in the message of an error.
 *
 * @param traceId {@code trc_…}
 * @param timestamp start of the request
 * @param asked what the request asked for
 * @param decision which models were to serve it, and why
 * @param attempts what was tried, in order, as far as it has ended
 */
public record Trace(
    String traceId, Instant timestamp, Asked asked, Choice decision, List<Attempt> attempts) {
  /** The outcome of a model that was not asked when its turn came. */
  public static final String PASSED_OVER = "passed_over";

  /** The outcome of a model that was asked on behalf of the decision, and not for the answer. */
  public static final String ROUTING = "routing";

  /** The outcome of an attempt that went well. */
  public static final String SUCCESS = "success";

  public Trace {
    attempts = List.copyOf(attempts);
  }

  /** Returns this with other attempts. */
  public Trace withAttempts(List<Attempt> others) {
    return new Trace(traceId, timestamp, asked, decision, others);
  }

  /**
   * What a request asked for.
   *
   * @param projectId whose request it was
   * @param tokenId the token that it came with
   * @param requestedModel the model that the client named
   * @param callType which API was called
   * @param stream whether the answer was to be streamed
   * @param features names of what it took of a model, such as {@code vision}, in their order
   * @param inputTokens estimated prompt tokens
   * @param maxOutputTokens the client's own limit on the answer
   */
  public record Asked(
      String projectId,
      String tokenId,
      String requestedModel,
      CallType callType,
      boolean stream,
      List<String> features,
      long inputTokens,
      OptionalLong maxOutputTokens) {
    public Asked {
      features = List.copyOf(features);
    }
  }

  /**
   * A decision as people look at it: models by their ids alone.
   *
   * @param selection what the model that the client named meant
   * @param policies the policies that had a say, in priority order
   * @param candidates what was said of each model that may serve, best first
   * @param exclusions the models that were left out
   * @param keptOn the model that stands first since it served the conversation before
   * @param micros how long the decision took, in microseconds
   */
  public record Choice(
      ModelSelection selection,
      List<Weight> policies,
      List<Decision.Rating> candidates,
      List<Exclusion> exclusions,
      Optional<String> keptOn,
      long micros) {
    public Choice {
      policies = List.copyOf(policies);
      candidates = List.copyOf(candidates);
      exclusions = List.copyOf(exclusions);
    }

    /**
     * Returns a decision that was made for a project.
     *
     * @param nanos how long it took, in nanoseconds
     */
    public static Choice of(
        Project project, ModelSelection selection, Decision decision, long nanos) {
      return new Choice(
          selection,
          Weight.of(project.policies(), decision.abstentions()),
          decision.ratings(),
          decision.exclusions(),
          decision.keptOn(),
          TimeUnit.NANOSECONDS.toMicros(nanos));
    }
  }

  /**
   * A policy and what its scores count.
   *
   * @param type its name in configuration
   * @param weight what a score is multiplied by
   * @param abstained why its scores count nothing; absent where they count. It may have left models
   *     out all the same
   */
  public record Weight(String type, int weight, Optional<String> abstained) {
    /** A policy of which nothing more is known. */
    public Weight(String type, int weight) {
      this(type, weight, Optional.empty());
    }

    /** Returns the weights of policies in priority order: their number less the index of each. */
    public static List<Weight> of(List<PolicySpec> policies) {
      return of(policies, List.of());
    }

    /**
     * Returns the same of policies that had their say.
     *
     * @param abstentions as {@link Decision#abstentions} has them
     */
    static List<Weight> of(List<PolicySpec> policies, List<String> abstentions) {
      List<Weight> weights = new ArrayList<>(policies.size());
      for (int i = 0; i < policies.size(); i++) {
        String why = i < abstentions.size() ? abstentions.get(i) : "";
        weights.add(
            new Weight(
                policies.get(i).type(),
                policies.size() - i,
                why.isEmpty() ? Optional.empty() : Optional.of(why)));
      }
      return weights;
    }
  }

  /**
   * One request to one provider, or a model that was passed over.
   *
   * @param modelId the model that was tried
   * @param key the name of the key that it was asked with; empty if it was asked with none
   * @param number its place among the attempts to have the client's request answered, from 1; 0 if
   *     it was none
   * @param hedge whether it ran beside another attempt, which was slow to answer
   * @param startMs from the start of the call to its start, in milliseconds
   * @param durationMs how long it took, in milliseconds
   * @param ttftMs from its start to the first byte of the answer, in milliseconds
   * @param status how it ended
   * @param outcome {@value Trace#SUCCESS}, {@value Trace#PASSED_OVER}, {@value Trace#ROUTING}, or
   *     the code of the error
   * @param message what the error said, or why the model was passed over, cut after {@value
   *     #MAX_MESSAGE} characters; empty on success
   * @param providerStatus the HTTP status of a provider that refused
   * @param retryAfterMs how long the provider wanted to be left alone, in milliseconds
   * @param ending what it says of the model
   * @param use what it used
   */
  public record Attempt(
      String modelId,
      String key,
      int number,
      boolean hedge,
      long startMs,
      long durationMs,
      Optional<Long> ttftMs,
      CallStatus status,
      String outcome,
      String message,
      Optional<Integer> providerStatus,
      Optional<Long> retryAfterMs,
      Ending ending,
      Use use) {
    /** Thousands of traces stay in memory, and providers say as much as they like. */
    private static final int MAX_MESSAGE = 500;

    public Attempt {
      message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
    }

    /** Returns the note that a model was not asked when its turn came. */
    public static Attempt passedOver(String modelId, long startMs, String why) {
      return new Attempt(
          modelId,
          "",
          0,
          false,
          startMs,
          0,
          Optional.empty(),
          CallStatus.ERROR,
          PASSED_OVER,
          why,
          Optional.empty(),
          Optional.empty(),
          Ending.NOTHING,
          Use.NOTHING);
    }

    /**
     * Returns the note that a model was asked on behalf of the decision.
     *
     * @param record what is recorded of that
     */
    public static Attempt ofRouting(UsageRecord record) {
      return new Attempt(
          record.modelId(),
          "",
          0,
          false,
          0,
          record.durationMs(),
          record.ttftMs(),
          record.status(),
          ROUTING,
          record.error().map(why -> why.code() + ": " + why.message()).orElse(""),
          Optional.empty(),
          Optional.empty(),
          Ending.NOTHING,
          new Use(record.tokens(), record.estimated(), record.cost().map(UsageRecord.Cost::total)));
    }

    /** Returns whether a provider was sent the client's request. */
    public boolean wasSent() {
      return number > 0;
    }

    /** Returns whether a provider was sent anything, for the client or for the decision. */
    public boolean hasUse() {
      return wasSent() || outcome.equals(ROUTING);
    }
  }

  /**
   * What an attempt used.
   *
   * @param tokens the tokens
   * @param estimated whether they are an estimate rather than the provider's report
   * @param cost what they cost; absent for a model without prices
   */
  public record Use(Tokens tokens, boolean estimated, Optional<Money> cost) {
    /** What an attempt used that was never made. */
    public static final Use NOTHING = new Use(Tokens.NONE, false, Optional.empty());
  }
}
