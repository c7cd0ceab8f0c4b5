package io.routerly.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.routerly.routing.Embedder;
import io.routerly.routing.Vector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MiniLmEmbedderTest {
  private static final double USUAL = 0.30;
  private static final double AMBIGUITY = 0.08;

  private final Embedder embedder = new MiniLmEmbedder();
  private final Map<String, Vector> middles = new LinkedHashMap<>();
  private IntentSet set = new IntentSet(Map.of(), Map.of(), List.of());

  @BeforeAll
  void learn() throws IOException {
    set = IntentSet.read();
    set.examples()
        .forEach(
            (intent, examples) ->
                middles.put(
                    intent, Vector.middle(examples.stream().map(embedder::embed).toList())));
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(Embedder.class))
        .anySatisfy(found -> assertThat(found).isInstanceOf(MiniLmEmbedder.class));
  }

  @Test
  void findsWhatMeansTheSameInOtherWords() {
    Vector asked = embedder.embed("How can I get my money back?");

    assertThat(asked.dimensions()).isEqualTo(384);
    assertThat(asked.similarity(asked)).isCloseTo(1, within(1e-5));
    assertThat(asked.similarity(embedder.embed("I would like a refund")))
        .isGreaterThan(0.5)
        .isGreaterThan(asked.similarity(embedder.embed("How can I get my code to compile?")) + 0.2);
  }

  @Test
  void readsTheBeginningOfALongText() {
    String text = "Fix this code. ".repeat(300);

    assertThat(embedder.embed(text + "And now a poem.").similarity(embedder.embed(text)))
        .isCloseTo(1, within(1e-6));
    assertThat(embedder.embed("").dimensions()).isEqualTo(384);
  }

  @Test
  void makesTheSameOfATextOnManyThreads() {
    Vector alone = embedder.embed("hello world");

    List<Double> beside =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> embedder.embed("hello world").similarity(alone))
            .toList();

    assertThat(beside).allSatisfy(same -> assertThat(same).isCloseTo(1, within(1e-6)));
  }

  /** The limits are a few sentences away from what was measured: 108, 94, 0 and 0. */
  @Test
  void recognisesWhatIsWanted() {
    Outcome usual = outcome(USUAL);
    System.out.printf(
        "intents: %d of %d sentences are closest to their own%n", usual.closest(), usual.all());
    for (double absolute : List.of(0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)) {
      System.out.printf("intents: from %.2f on %s%n", absolute, outcome(absolute));
    }
    assertThat(usual.closest()).isGreaterThanOrEqualTo(103);
    assertThat(usual.right()).isGreaterThanOrEqualTo(88);
    assertThat(usual.wrong()).isLessThanOrEqualTo(2);
    assertThat(usual.strangers()).isLessThanOrEqualTo(3);
  }

  /** What became of the sentences, and how many that belong to no intent were taken for one. */
  private record Outcome(
      int all, int closest, int right, int wrong, int ambiguous, int unknown, int strangers) {}

  private Outcome outcome(double absolute) {
    int[] counts = new int[6];
    set.sentences()
        .forEach(
            (intent, sentences) -> {
              for (String sentence : sentences) {
                Match match = match(sentence);
                boolean right = match.names().get(0).equals(intent);
                counts[0] += right ? 1 : 0;
                counts[outcome(match, absolute, right)]++;
                counts[5]++;
              }
            });
    long strangers =
        set.strangers().stream().filter(text -> match(text).best() >= absolute).count();
    return new Outcome(
        counts[5], counts[0], counts[1], counts[2], counts[3], counts[4], (int) strangers);
  }

  private static int outcome(Match match, double absolute, boolean right) {
    if (match.best() < absolute) {
      return 4;
    }
    if (match.gap() < AMBIGUITY) {
      return 3;
    }
    return right ? 1 : 2;
  }

  private record Match(List<String> names, double best, double gap) {}

  private Match match(String sentence) {
    Vector vector = embedder.embed(sentence);
    List<String> names = new ArrayList<>(middles.keySet());
    Map<String, Double> similarities = new LinkedHashMap<>();
    middles.forEach((name, middle) -> similarities.put(name, vector.similarity(middle)));
    names.sort(Collections.reverseOrder(Comparator.comparing(similarities::get)));
    double best = similarities.getOrDefault(names.get(0), 0.0);
    return new Match(names, best, best - similarities.getOrDefault(names.get(1), 0.0));
  }
}
