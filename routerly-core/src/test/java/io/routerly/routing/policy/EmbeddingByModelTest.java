package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.Turn;
import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.routing.AddedEmbedder;
import io.routerly.routing.ModelAsk;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.Reply;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Intents by vectors of a model at a provider. */
class EmbeddingByModelTest {
  private static final Model[] TWO = {Models.named("a"), Models.named("b")};
  private static final Turn SAID = new Turn("user", "second");

  /** Makes vectors of a text's first letter, as long as it is well. */
  private static final class Provider implements ModelAsk {
    private final List<List<String>> asked = new ArrayList<>();
    private int dimensions = 2;
    private boolean well = true;
    private Optional<Model> behind = Optional.empty();
    private Runnable meanwhile = () -> {};

    @Override
    public Reply<String> answer(Question question, Duration within) {
      throw new AssertionError("a question");
    }

    @Override
    public Reply<List<Vector>> embed(String modelId, List<String> texts, Duration within) {
      asked.add(texts);
      meanwhile.run();
      return well
          ? Reply.said(texts.stream().map(this::vector).toList())
          : Reply.nothing("the provider is not well");
    }

    @Override
    public Optional<Model> configured(String modelId) {
      return behind;
    }

    private Vector vector(String text) {
      float[] numbers = new float[dimensions];
      numbers[text.startsWith("f") ? 0 : 1] = 1;
      if (text.startsWith("far")) {
        numbers[dimensions - 1] = 2;
      }
      return Vector.of(numbers);
    }
  }

  private final Provider provider = new Provider();
  private final PolicyFactory factory = SemanticIntentPolicy.factory(AddedEmbedder.none());
  private final RoutingPolicy policy = policy("e");

  private RoutingPolicy policy(String embeddingModel) {
    return factory.create(
        Rated.spec(
            "semantic-intent",
            """
            {"embeddingModel":"%s",
             "intents":{"f":{"examples":["first","former"],"candidateModels":["a"]},
                        "s":{"examples":["some"],"candidateModels":["b"]}}}"""
                .formatted(embeddingModel)));
  }

  private static Model behind(String upstreamModel) {
    Model named = Models.named("e");
    return new Model(
        named.id(),
        named.provider(),
        named.apiKey(),
        named.apiKeys(),
        named.inputPrice(),
        named.outputPrice(),
        named.cachePrice(),
        named.cacheWritePrice(),
        named.contextWindow(),
        named.capabilities(),
        named.pricingTiers(),
        named.enabled(),
        named.baseUrl(),
        Optional.of(upstreamModel),
        named.timeoutMs(),
        named.apiFormat(),
        named.headers());
  }

  @Test
  void learnsAnewWhenAnotherModelStandsBehindTheId() {
    provider.behind = Optional.of(behind("ada"));
    scores();
    scores();
    provider.behind = Optional.of(behind("small"));

    assertThat(scores()).containsExactly(0.0, 1.0);

    assertThat(provider.asked)
        .containsExactly(
            List.of("first", "former", "some"),
            List.of("second"),
            List.of("first", "former", "some"),
            List.of("second"));
  }

  @Test
  void waitsForNoOtherModelThatIsSlow() {
    List<Double> others = new ArrayList<>();
    List<Double> same = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    provider.meanwhile =
        () -> {
          provider.meanwhile = () -> {};
          same.addAll(scores());
          reasons.add(abstention());
          others.addAll(Rated.scores(policy("other"), Rated.saying(provider, SAID), TWO));
        };

    assertThat(scores()).containsExactly(0.0, 1.0);

    assertThat(same).as("the same model is being asked").containsExactly(1.0, 1.0);
    assertThat(reasons).containsExactly("another call is asking for the vectors of the examples");
    assertThat(others).containsExactly(0.0, 1.0);
  }

  @Test
  void asksForAllExamplesAtOnceAndForTheMessage() {
    assertThat(scores()).containsExactly(0.0, 1.0);
    assertThat(scores()).containsExactly(0.0, 1.0);

    assertThat(provider.asked)
        .containsExactly(List.of("first", "former", "some"), List.of("second"));
  }

  @Test
  void abstainsWithoutAnAnswerAndTriesAgain() {
    provider.well = false;
    assertThat(scores()).containsExactly(1.0, 1.0);
    assertThat(abstention()).isEqualTo("the provider is not well");
    provider.well = true;

    assertThat(scores()).containsExactly(0.0, 1.0);
  }

  @Test
  void isNotSureOfWhatIsButHalfSimilar() {
    provider.dimensions = 3;

    assertThat(Rated.scores(policy, Rated.saying(provider, new Turn("user", "far")), TWO))
        .containsExactly(1.0, 1.0);
  }

  @Test
  void asksNobodyInADryRun() {
    assertThat(Rated.scores(policy, Rated.dry(Rated.saying(provider, SAID)), TWO))
        .containsExactly(1.0, 1.0);
    assertThat(provider.asked).isEmpty();
  }

  @Test
  void beginsAnewWhenTheModelMakesOtherVectors() {
    scores();
    provider.dimensions = 3;
    Turn other = new Turn("user", "f");

    assertThat(Rated.scores(policy, Rated.saying(provider, other), TWO)).containsExactly(1.0, 1.0);
    assertThat(Rated.scores(policy, Rated.saying(provider, other), TWO)).containsExactly(1.0, 0.0);
  }

  private String abstention() {
    return Rated.abstention(policy, Rated.saying(provider, SAID), TWO);
  }

  private List<Double> scores() {
    return Rated.scores(policy, Rated.saying(provider, SAID), TWO);
  }
}
