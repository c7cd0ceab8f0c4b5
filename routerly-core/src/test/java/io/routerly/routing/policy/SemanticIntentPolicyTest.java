package io.routerly.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.routerly.chat.Turn;
import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.routing.AddedEmbedder;
import io.routerly.routing.ModelAsk;
import io.routerly.routing.NamedPolicy;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.Router;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Vector;
import io.routerly.routing.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticIntentPolicyTest {
  private static final Model A = Models.named("a");
  private static final Model B = Models.named("b");
  private static final Model C = Models.named("c");
  private static final String INTENTS =
      """
      "intents":{"code":{"examples":["fix it","write a loop"],"candidateModels":["a","b"]},
                 "talk":{"examples":["hello"],"candidateModels":["c"]}}\
      """;
  private static final String CONFIG = "{" + INTENTS + "}";

  private final FakeEmbedder embedder =
      new FakeEmbedder(
          Map.of(
              "fix it", Vector.of(1, 0.2f, 0),
              "write a loop", Vector.of(1, -0.2f, 0),
              "hello", Vector.of(0, 1, 0),
              "why does it crash?", Vector.of(4, 1, 0),
              "say it in code", Vector.of(1, 1.05f, 0),
              "what a day", Vector.of(1, 1, 5),
              "it crashes at night", Vector.of(1, 0.2f, 1.9f)));
  private final PolicyFactory factory =
      SemanticIntentPolicy.factory(AddedEmbedder.of(() -> embedder, Runnable::run));
  private final RoutingPolicy policy = policy(CONFIG);

  @Test
  void ratesTheModelsOfTheIntentThatIsMeantInTheirOrder() {
    assertThat(scores("why does it crash?")).containsExactly(1.0, 0.95, 0.0);
  }

  @Test
  void ratesTheModelsOfBothIntentsBySimilarityWhereEitherMayBeMeant() {
    List<Double> scores = scores("say it in code");

    assertThat(scores.get(0)).isCloseTo(0.690, within(0.001)).isEqualTo(scores.get(1));
    assertThat(scores.get(2)).isCloseTo(0.724, within(0.001));
  }

  @Test
  void abstainsWhereNoIntentIsClose() {
    assertThat(scores("what a day")).containsExactly(1.0, 1.0, 1.0);
    assertThat(Rated.abstention(policy, saying("what a day"), A, B, C))
        .isEqualTo(
            "the message is close to no intent: to \"code\" by 0.19, and absoluteThreshold is 0.3");
  }

  /** 0.46 to the first intent; a model at a provider would have to say 0.60. */
  @Test
  void expectsLessOfVectorsThatAreMadeInProcess() {
    assertThat(scores("it crashes at night")).containsExactly(1.0, 0.95, 0.0);
  }

  @ParameterizedTest(name = "similar {0}, and {1} to the next: {2}")
  @CsvSource({"0.97, 0.72, confident", "0.98, 0.72, unknown", "0.97, 0.73, ambiguous"})
  void drawsTheLinesWhereItIsTold(double absolute, double ambiguity, String outcome) {
    // 0.9701 to the first intent, 0.2425 to the second
    RoutingPolicy strict =
        policy(
            "{%s,\"absoluteThreshold\":%s,\"ambiguityThreshold\":%s}"
                .formatted(INTENTS, absolute, ambiguity));

    List<Double> scores = Rated.scores(strict, saying("why does it crash?"), A, B, C);

    assertThat(
            switch (scores.get(2).toString()) {
              case "0.0" -> "confident";
              case "1.0" -> "unknown";
              default -> "ambiguous";
            })
        .isEqualTo(outcome);
  }

  @Test
  void isSureOfTheOnlyIntent() {
    RoutingPolicy only =
        policy("{\"intents\":{\"n\":{\"examples\":[\"hello\"],\"candidateModels\":[\"b\"]}}}");

    assertThat(Rated.scores(only, saying("hello"), A, B)).containsExactly(0.0, 1.0);
  }

  @Test
  void learnsExamplesOnceAndAMessageOnce() {
    scores("why does it crash?");
    scores("why does it crash?");
    Rated.scores(policy(CONFIG), saying("why does it crash?"), A, B, C);

    assertThat(embedder.asked)
        .containsExactly("fix it", "write a loop", "hello", "why does it crash?");
  }

  @Test
  void learnsExamplesAnewWhenTheyChange() {
    scores("why does it crash?");
    embedder.asked.clear();

    Rated.scores(
        policy(CONFIG.replace("hello", "what a day")), saying("why does it crash?"), A, B, C);

    assertThat(embedder.asked).containsExactly("what a day");
  }

  @Test
  void embedsTheBeginningOfALongMessage() {
    scores("x".repeat(5000));

    assertThat(embedder.asked).last().isEqualTo("x".repeat(1000));
  }

  @Test
  void looksAtNothingWhereThereIsNothingToFindOut() {
    Rated.scores(policy, saying("hello"), A);
    Rated.scores(policy, Rated.saying(ModelAsk.NOBODY, new Turn("system", "hello")), A, B);

    assertThat(embedder.asked).isEmpty();
  }

  @Test
  void looksAtNothingWhereOtherPoliciesLeaveOneAlone() {
    RoutingPolicy others =
        (context, candidates) -> List.of(new Verdict.Exclude("it is out"), new Verdict.Score(1));

    new Router()
        .decide(
            saying("hello"),
            List.of(new NamedPolicy("semantic-intent", policy), new NamedPolicy("others", others)),
            Rated.candidates(A, B));

    assertThat(embedder.asked).isEmpty();
  }

  @Test
  void ratesInADryRunAsItCostsNothing() {
    assertThat(Rated.scores(policy, Rated.dry(saying("why does it crash?")), A, B, C))
        .containsExactly(1.0, 0.95, 0.0);
  }

  @Test
  void abstainsAndSaysHowToHelpWithoutAnEmbedder() {
    PolicyFactory bare = SemanticIntentPolicy.factory(AddedEmbedder.none());
    var spec = Rated.spec("semantic-intent", CONFIG);

    assertThat(Rated.scores(bare.create(spec), saying("hello"), A, B, C))
        .containsExactly(1.0, 1.0, 1.0);
    assertThat(bare.warnings(spec, Rated.models(A, B, C)))
        .singleElement()
        .asString()
        .contains("routerly-embeddings.jar", "lib", "restart");
  }

  @Test
  void abstainsIfTheEmbedderCannotBeLoaded() {
    PolicyFactory broken =
        SemanticIntentPolicy.factory(
            AddedEmbedder.of(
                () -> {
                  throw new UnsatisfiedLinkError("of the test");
                },
                Runnable::run));

    RoutingPolicy made = broken.create(Rated.spec("semantic-intent", CONFIG));

    assertThat(Rated.scores(made, saying("hello"), A, B, C)).containsExactly(1.0, 1.0, 1.0);
  }

  @Test
  void abstainsWhileTheEmbedderIsLoaded() {
    List<Runnable> loading = new ArrayList<>();
    PolicyFactory slow =
        SemanticIntentPolicy.factory(AddedEmbedder.of(() -> embedder, loading::add));
    var spec = Rated.spec("semantic-intent", CONFIG);
    slow.prepare(Rated.spec("semantic-intent", "{" + INTENTS + ",\"embeddingModel\":\"e\"}"));
    assertThat(loading).isEmpty();
    slow.prepare(spec);
    slow.prepare(spec);
    RoutingPolicy made = slow.create(spec);

    assertThat(Rated.scores(made, saying("hello"), A, B, C)).containsExactly(1.0, 1.0, 1.0);
    assertThat(loading).hasSize(1);
    loading.get(0).run();

    assertThat(Rated.scores(made, saying("hello"), A, B, C)).containsExactly(0.0, 0.0, 1.0);
    assertThat(loading).hasSize(1);
  }

  @Test
  void abstainsIfTheEmbedderFails() {
    PolicyFactory broken =
        SemanticIntentPolicy.factory(
            AddedEmbedder.of(
                () ->
                    text -> {
                      throw new IllegalStateException("of the test");
                    },
                Runnable::run));

    RoutingPolicy made = broken.create(Rated.spec("semantic-intent", CONFIG));

    assertThat(Rated.scores(made, saying("hello"), A, B, C)).containsExactly(1.0, 1.0, 1.0);
  }

  @Test
  void warnsOfModelsThatThereAreNot() {
    var spec = Rated.spec("semantic-intent", "{" + INTENTS + ",\"embeddingModel\":\"e\"}");

    assertThat(factory.warnings(spec, Rated.models(A, B, C, Models.named("e")))).isEmpty();
    assertThat(factory.warnings(spec, Rated.models(A, C)))
        .hasSize(2)
        .anyMatch(warning -> warning.contains("\"e\""))
        .anyMatch(warning -> warning.contains("\"b\"") && warning.contains("\"code\""));
  }

  @Test
  void warnsOfAModelOfAnotherProvider() {
    String by = ",\"embeddingModel\":\"e\",\"embeddingProvider\":";
    var right = Rated.spec("semantic-intent", "{" + INTENTS + by + "\"fake\"}");
    var wrong = Rated.spec("semantic-intent", "{" + INTENTS + by + "\"openai\"}");
    var models = Rated.models(A, B, C, Models.named("e"));

    assertThat(factory.warnings(right, models)).isEmpty();
    assertThat(factory.warnings(wrong, models))
        .singleElement()
        .asString()
        .contains("\"e\"", "\"fake\"", "\"openai\"");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        ",\"embeddingProvider\":\"in-process\"}",
        "}",
      })
  void embedsInProcessIfNothingElseIsSaid(String setting) {
    Rated.scores(policy("{" + INTENTS + setting), saying("hello"), A, B, C);

    assertThat(embedder.asked).contains("hello");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | \"intents\"",
        "{\"intents\":{}} | at least one intent as \"intents\"",
        "{\"intents\":[]} | \"intents\"",
        "{\"intents\":{\"n\":1}} | \"intents.n\"",
        "{\"intents\":{\"n\":{\"candidateModels\":[\"m\"]}}} | \"intents.n.examples\"",
        "{\"intents\":{\"n\":{\"examples\":[],\"candidateModels\":[\"m\"]}}}"
            + " | \"intents.n.examples\"",
        "{\"intents\":{\"n\":{\"examples\":[\"e\"],\"candidateModels\":[1]}}}"
            + " | \"intents.n.candidateModels\"",
        "{\"intents\":{\"n\":{\"examples\":[\"e\"],\"models\":[\"m\"]}}}"
            + " | \"intents.n.models\"",
        "{\"embedding\":\"in-process\"} | \"embedding\"",
        "{\"embeddingProvider\":\"openai\"} | as \"embeddingModel\"",
        "{\"embeddingProvider\":\"in-process\",\"embeddingModel\":\"e\"}"
            + " | must not have \"embeddingModel\"",
        "{\"embeddingModel\":1} | \"embeddingModel\"",
        "{\"absoluteThreshold\":2,\"intents\":{\"n\":{\"examples\":[\"e\"],"
            + "\"candidateModels\":[\"m\"]}}} | \"absoluteThreshold\""
      })
  void refusesWhatItCannotHave(String config, String named) {
    assertThatThrownBy(() -> policy(config))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining(named);
  }

  private List<Double> scores(String message) {
    return Rated.scores(policy, saying(message), A, B, C);
  }

  private static RoutingContext saying(String message) {
    return Rated.saying(ModelAsk.NOBODY, new Turn("user", message));
  }

  private RoutingPolicy policy(String config) {
    return factory.create(Rated.spec("semantic-intent", config));
  }
}
