package io.routerly.routing.policy;

import io.routerly.chat.Conversation;
import io.routerly.chat.Feature;
import io.routerly.chat.Turn;
import io.routerly.domain.CallType;
import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import io.routerly.json.JsonFactories;
import io.routerly.routing.Candidate;
import io.routerly.routing.Contexts;
import io.routerly.routing.ModelAsk;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What tests of policies have in common. */
final class Rated {
  private Rated() {}

  static PolicySpec spec(String type, String config) {
    try (JsonReader reader = JsonFactories.READERS.createReader(new StringReader(config))) {
      return new PolicySpec(type, reader.readObject());
    }
  }

  static List<Candidate> candidates(Model... models) {
    List<Candidate> candidates = new ArrayList<>();
    for (Model model : models) {
      candidates.add(new Candidate(model, candidates.size()));
    }
    return candidates;
  }

  /** Returns a configuration with these models. */
  static Function<String, Optional<Model>> models(Model... models) {
    return id -> Stream.of(models).filter(model -> model.id().equals(id)).findFirst();
  }

  static RoutingContext request(long inputTokens) {
    return request(inputTokens, OptionalLong.empty());
  }

  static RoutingContext request(long inputTokens, OptionalLong maxOutputTokens) {
    return Contexts.with(
        new RoutingContext.Demand(
            CallType.CHAT, false, inputTokens, maxOutputTokens, Conversation.UNKNOWN));
  }

  static RoutingContext streamed() {
    return Contexts.with(
        new RoutingContext.Demand(
            CallType.CHAT, true, 10, OptionalLong.empty(), Conversation.UNKNOWN));
  }

  static RoutingContext needing(Feature... features) {
    return Contexts.with(
        new RoutingContext.Demand(
            CallType.CHAT, false, 10, OptionalLong.empty(), new Needs(Set.of(features))));
  }

  /** Returns a request of these turns, for which models may be asked. */
  static RoutingContext saying(ModelAsk models, Turn... turns) {
    return Contexts.with(
            new RoutingContext.Demand(
                CallType.CHAT, false, 10, OptionalLong.empty(), new Said(List.of(turns))))
        .asking(models);
  }

  /** Returns the same request for a dry run. */
  static RoutingContext dry(RoutingContext real) {
    return new RoutingContext(
        real.traceId(),
        real.project(),
        real.token(),
        real.requestedModel(),
        real.demand(),
        real.deadline(),
        true,
        real.models(),
        real.headroom());
  }

  /** Returns the scores, with NaN for those that were left out, and 1 where nothing was said. */
  static List<Double> scores(RoutingPolicy policy, RoutingContext context, Model... models) {
    return policy.rate(context, candidates(models)).stream().map(Rated::score).toList();
  }

  /** Returns why the policy says nothing of any candidate. */
  static String abstention(RoutingPolicy policy, RoutingContext context, Model... models) {
    List<String> reasons =
        policy.rate(context, candidates(models)).stream()
            .map(verdict -> ((Verdict.Abstain) verdict).reason())
            .distinct()
            .toList();
    if (reasons.size() != 1) {
      throw new AssertionError("expected one reason, but there are " + reasons);
    }
    return reasons.get(0);
  }

  private static double score(Verdict verdict) {
    if (verdict instanceof Verdict.Score score) {
      return score.value();
    }
    if (verdict instanceof Verdict.Abstain) {
      return 1;
    }
    return verdict instanceof Verdict.Trial trial ? trial.value() : Double.NaN;
  }

  private record Said(List<Turn> turns) implements Conversation {
    @Override
    public Set<Feature> features() {
      return Set.of();
    }
  }

  private record Needs(Set<Feature> features) implements Conversation {
    @Override
    public List<Turn> turns() {
      return List.of();
    }
  }
}
