package io.routerly.routing.policy;

import io.routerly.domain.Model;
import io.routerly.domain.PolicySpec;
import io.routerly.routing.AddedEmbedder;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Makes the policies that rate by intents, and remembers vectors for all of them. */
final class SemanticIntentFactory implements PolicyFactory {
  private final AddedEmbedder added;
  private final Meanings meanings = new Meanings();

  SemanticIntentFactory(AddedEmbedder added) {
    this.added = added;
  }

  @Override
  public String type() {
    return "semantic-intent";
  }

  @Override
  public RoutingPolicy create(PolicySpec spec) {
    return new SemanticIntentPolicy(SemanticIntentPolicy.Settings.of(spec, added), meanings);
  }

  @Override
  public void prepare(PolicySpec spec) {
    if (SemanticIntentPolicy.Settings.of(spec, added).embedding() instanceof Embedding.InProcess) {
      added.prepare();
    }
  }

  @Override
  public Set<String> models(PolicySpec spec) {
    SemanticIntentPolicy.Settings settings = SemanticIntentPolicy.Settings.of(spec, added);
    Set<String> named = new TreeSet<>();
    settings.intents().forEach(intent -> named.addAll(intent.candidateModels()));
    if (settings.embedding() instanceof Embedding.ByModel by) {
      named.add(by.modelId());
    }
    return named;
  }

  @Override
  public List<String> warnings(PolicySpec spec, Function<String, Optional<Model>> models) {
    SemanticIntentPolicy.Settings settings = SemanticIntentPolicy.Settings.of(spec, added);
    List<String> warnings = new ArrayList<>();
    if (settings.embedding() instanceof Embedding.ByModel by) {
      warnings.addAll(PolicyWarnings.unlessModel("embeddingModel", by.modelId(), models));
      models
          .apply(by.modelId())
          .flatMap(model -> otherProvider(by, model))
          .ifPresent(warnings::add);
    } else if (!added.isPresent()) {
      warnings.add("the policy abstains: " + AddedEmbedder.REMEDY);
    }
    for (Intent intent : settings.intents()) {
      intent.candidateModels().stream()
          .filter(model -> models.apply(model).isEmpty())
          .map(model -> unknown(intent, model))
          .forEach(warnings::add);
    }
    return warnings;
  }

  private static Optional<String> otherProvider(Embedding.ByModel by, Model model) {
    return by.provider()
        .filter(said -> !said.equals(model.provider()))
        .map(
            said ->
                "the model \"%s\" is one of \"%s\" and not of \"%s\", which \"embeddingProvider\""
                        .formatted(model.id(), model.provider(), said)
                    + " names; it is asked all the same");
  }

  private static String unknown(Intent intent, String model) {
    return "there is no model \"%s\" in models.json, which the intent \"%s\" names"
        .formatted(model, intent.name());
  }
}
