package io.routerly.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.Losses;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client gets of what a provider answers, for every pair of formats. */
class AnswerContractTest {
  /** One feature on its way from a provider's format to a client's. */
  record Case(Feature feature, Translation pair) {
    JsonObject answer() {
      return pair.provider().answer(feature.spelling(pair.provider()));
    }

    @Override
    public String toString() {
      return feature + ": " + pair.provider().key() + " to " + pair.client().key();
    }
  }

  static List<Feature> features() {
    return Feature.load("answers", "content.txt", "ends.txt");
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Feature feature : features()) {
      feature
          .senders()
          .forEach(
              provider -> {
                for (Format client : Format.CLIENTS) {
                  cases.add(new Case(feature, new Translation(provider, client)));
                }
              });
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aWholeAnswerReachesTheClient(Case it) {
    Losses losses = new Losses();

    JsonObject told = it.pair().whole(it.answer(), losses);

    RequestContractTest.check(expectation(it), told, losses, it.pair().client());
  }

  @ParameterizedTest(name = "{0}, streamed")
  @MethodSource("cases")
  void aStreamedAnswerReachesTheClient(Case it) {
    byte[] stream = ProviderStream.of(it.pair().provider(), it.answer(), 3);

    JsonObject told =
        ClientStream.read(it.pair().client(), it.pair().stream(stream, Integer.MAX_VALUE / 2));

    RequestContractTest.checkValues(expectation(it), told);
    assertThat(told).isEqualTo(it.pair().whole(it.answer(), new Losses()));
  }

  static Expectation expectation(Case it) {
    return it.feature().expectation(it.pair().provider(), it.pair().client());
  }

  @AfterAll
  static void count() {
    long cases = RequestContractTest.cases().size() + 2 * cases().count();
    System.out.println("Translation contract: " + cases + " cases");
  }
}
