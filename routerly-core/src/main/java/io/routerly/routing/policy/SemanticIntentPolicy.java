package io.routerly.routing.policy;

import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.PolicySpec;
import io.routerly.routing.AddedEmbedder;
import io.routerly.routing.Candidate;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.Reply;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Vector;
import io.routerly.routing.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rates a candidate by whether it is meant for what the user wants: the user's last message is
 * compared with examples of each intent.
 *
 * <p>Abstains where the message is close to no intent, and where there is no vector in time.
 */
public final class SemanticIntentPolicy implements RoutingPolicy {
  /** What a small model of embeddings takes in; what somebody wants is mostly said by then. */
  private static final int MOST_CHARACTERS = 1000;

  private final Settings settings;
  private final Meanings meanings;

  /** What is compared, and how. */
  record Settings(
      List<Intent> intents,
      Embedding embedding,
      double absoluteThreshold,
      double ambiguityThreshold) {
    Settings {
      intents = List.copyOf(intents);
    }

    static Settings of(PolicySpec spec, AddedEmbedder added) {
      PolicyConfig config =
          PolicyConfig.of(
              spec,
              "intents",
              "embeddingProvider",
              "embeddingModel",
              "absoluteThreshold",
              "ambiguityThreshold");
      Embedding embedding = Embedding.of(config, added);
      return new Settings(
          intents(config),
          embedding,
          config.number("absoluteThreshold", 0, 1, embedding.usualThreshold()),
          config.number("ambiguityThreshold", 0, 1, 0.08));
    }

    private static List<Intent> intents(PolicyConfig config) {
      List<Intent> intents = new ArrayList<>();
      config
          .objects("intents", "examples", "candidateModels")
          .forEach(
              (name, intent) ->
                  intents.add(
                      new Intent(
                          name, intent.textList("examples"), intent.textList("candidateModels"))));
      if (intents.isEmpty()) {
        throw new InvalidFieldException(
            "config", "must have an object with at least one intent as \"intents\"");
      }
      return intents;
    }
  }

  SemanticIntentPolicy(Settings settings, Meanings meanings) {
    this.settings = settings;
    this.meanings = meanings;
  }

  /** Returns the factory of this policy, which remembers vectors for all that it makes. */
  public static PolicyFactory factory(AddedEmbedder added) {
    return new SemanticIntentFactory(added);
  }

  @Override
  public boolean comparesCandidates() {
    return true;
  }

  @Override
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    String message = LastMessage.of(context.demand().conversation(), MOST_CHARACTERS);
    if (message.isEmpty() || candidates.size() < 2) {
      return RoutingPolicy.abstain(
          candidates, message.isEmpty() ? Abstentions.NOTHING_SAID : Abstentions.ONE_LEFT);
    }
    return match(message, context)
        .then(this::known)
        .or(match -> verdicts(match, candidates), why -> RoutingPolicy.abstain(candidates, why));
  }

  private Reply<IntentMatch> known(IntentMatch match) {
    return match.isKnown(settings.absoluteThreshold())
        ? Reply.said(match)
        : Reply.nothing(
            String.format(
                Locale.ROOT,
                "the message is close to no intent: to \"%s\" by %.2f, and absoluteThreshold is %s",
                match.best().name(),
                match.similarity(),
                settings.absoluteThreshold()));
  }

  private List<Verdict> verdicts(IntentMatch match, List<Candidate> candidates) {
    boolean ambiguous = match.isAmbiguous(settings.ambiguityThreshold());
    return Verdicts.each(
        candidates,
        candidate -> {
          String id = candidate.model().id();
          return new Verdict.Score(ambiguous ? match.ambiguous(id) : match.confident(id));
        });
  }

  private Reply<IntentMatch> match(String message, RoutingContext context) {
    return middles(context)
        .then(
            middles ->
                meanings
                    .of(message, settings.embedding(), context)
                    .then(vector -> compared(vector, middles, context)));
  }

  private Reply<IntentMatch> compared(Vector vector, List<Vector> middles, RoutingContext context) {
    if (fits(vector, middles)) {
      return Reply.said(IntentMatch.of(vector, settings.intents(), middles));
    }
    meanings.forget(settings.embedding(), context);
    return Reply.nothing("the model makes vectors of another length than it did of the examples");
  }

  private static boolean fits(Vector message, List<Vector> middles) {
    return middles.stream().allMatch(middle -> middle.dimensions() == message.dimensions());
  }

  private Reply<List<Vector>> middles(RoutingContext context) {
    return meanings
        .known(settings.intents(), settings.embedding(), context)
        .map(Reply::said)
        .orElseGet(() -> meanings.learn(settings.intents(), settings.embedding(), context));
  }
}
