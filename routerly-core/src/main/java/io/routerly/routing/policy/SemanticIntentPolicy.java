package io.routerly.routing.policy;

import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.PolicySpec;
import io.routerly.routing.AddedEmbedder;
import io.routerly.routing.Candidate;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Vector;
import io.routerly.routing.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
          PolicyConfig.of(spec, "intents", "embedding", "absoluteThreshold", "ambiguityThreshold");
      Embedding embedding = embedding(config, added);
      return new Settings(
          intents(config),
          embedding,
          config.number("absoluteThreshold", 0, 1, embedding.usualThreshold()),
          config.number("ambiguityThreshold", 0, 1, 0.08));
    }

    private static List<Intent> intents(PolicyConfig config) {
      List<Intent> intents =
          config.list("intents", "name", "examples", "models").stream()
              .map(
                  intent ->
                      new Intent(
                          intent.requiredText("name"),
                          intent.textList("examples"),
                          intent.textList("models")))
              .toList();
      Set<String> names = new HashSet<>();
      for (Intent intent : intents) {
        if (!names.add(intent.name())) {
          throw new InvalidFieldException(
              "config", "has two intents of the name \"" + intent.name() + "\"");
        }
      }
      return intents;
    }

    private static Embedding embedding(PolicyConfig config, AddedEmbedder added) {
      if (config.isObject("embedding")) {
        return new Embedding.ByModel(config.object("embedding", "model").requiredText("model"));
      }
      String where = config.text("embedding").orElse("in-process");
      if (!where.equals("in-process")) {
        throw new InvalidFieldException(
            "config", "must have \"in-process\", or an object with a \"model\", as \"embedding\"");
      }
      return new Embedding.InProcess(added);
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
  public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
    String message = LastMessage.of(context.demand().conversation(), MOST_CHARACTERS);
    return message.isEmpty() || candidates.size() < 2
        ? RoutingPolicy.abstain(candidates)
        : match(message, context)
            .filter(match -> match.isKnown(settings.absoluteThreshold()))
            .map(match -> verdicts(match, candidates))
            .orElseGet(() -> RoutingPolicy.abstain(candidates));
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

  private Optional<IntentMatch> match(String message, RoutingContext context) {
    Optional<List<Vector>> middles = middles(context);
    if (middles.isEmpty()) {
      return Optional.empty();
    }
    Optional<Vector> vector = meanings.of(message, settings.embedding(), context);
    if (vector.isPresent() && !fits(vector.get(), middles.get())) {
      meanings.forget();
      return Optional.empty();
    }
    return vector.map(found -> IntentMatch.of(found, settings.intents(), middles.get()));
  }

  private static boolean fits(Vector message, List<Vector> middles) {
    return middles.stream().allMatch(middle -> middle.dimensions() == message.dimensions());
  }

  private Optional<List<Vector>> middles(RoutingContext context) {
    return meanings
        .known(settings.intents(), settings.embedding())
        .or(() -> meanings.learn(settings.intents(), settings.embedding(), context));
  }
}
