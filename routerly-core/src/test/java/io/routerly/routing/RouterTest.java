package io.routerly.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.Model;
import io.routerly.routing.policy.PreferredPolicy;
import io.routerly.routing.policy.RandomPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final RoutingContext CONTEXT = Contexts.any();

  private final Router router = new Router();

  @Test
  void keepsTheOrderOfTheProjectWithoutPolicies() {
    assertThat(ranking(List.of(), "a", "b", "c")).containsExactly("a", "b", "c");
  }

  @Test
  void weighsEarlierPoliciesMore() {
    // a: 2 x 1 + 1 x 0 = 2, b: 2 x 0.4 + 1 x 1 = 1.8
    List<NamedPolicy> policies =
        List.of(new NamedPolicy("first", scores(1, 0.4)), new NamedPolicy("second", scores(0, 1)));

    Decision decision = router.decide(CONTEXT, policies, candidates("a", "b"));

    assertThat(decision.ranking()).extracting(Model::id).containsExactly("a", "b");
    assertThat(decision.ratings()).extracting(Decision.Rating::total).containsExactly(2.0, 1.8);
  }

  @Test
  void takesAPolicyWhoseScoresAreAllEqualForAbstaining() {
    Decision decision =
        router.decide(
            CONTEXT, List.of(new NamedPolicy("same", scores(0.7, 0.7))), candidates("a", "b"));

    assertThat(decision.ratings()).allSatisfy(rating -> assertThat(rating.scores()).isEmpty());
    assertThat(decision.ranking()).extracting(Model::id).containsExactly("a", "b");
  }

  @Test
  void saysWhyTheScoresOfAPolicyCountNothing() {
    Verdict.Exclude out = new Verdict.Exclude("no");
    RoutingPolicy silent = (context, rated) -> RoutingPolicy.abstain(rated, "nobody answers");

    Decision decision =
        router.decide(
            CONTEXT,
            List.of(
                new NamedPolicy("counts", scores(1, 0, 1)),
                new NamedPolicy("equal", scores(0.7, 0.7, 0.7)),
                new NamedPolicy("strict", says(new Verdict.Score(1), new Verdict.Score(1), out)),
                new NamedPolicy("stricter", says(new Verdict.Score(1), out, out)),
                new NamedPolicy("silent", silent)),
            candidates("a", "b", "c"));

    assertThat(decision.abstentions())
        .containsExactly(
            "",
            "all scores are equal",
            "all scores are equal",
            "only one candidate is left to rate",
            "nobody answers");
    assertThat(decision.ranking()).extracting(Model::id).containsExactly("a");
  }

  @Test
  void saysThatNoCandidateIsLeftToRate() {
    List<NamedPolicy> policies =
        List.of(
            new NamedPolicy("comparing", new Comparing()),
            new NamedPolicy("out", says(new Verdict.Exclude("no"))));

    assertThat(router.decide(CONTEXT, policies, candidates("a")).abstentions())
        .containsOnly("no candidate is left to rate")
        .hasSize(2);
    assertThat(router.decide(CONTEXT, policies, List.of()).abstentions())
        .containsOnly("no candidate is left to rate")
        .hasSize(2);
  }

  @Test
  void keepsTheReasonsWhateverElseBecomesOfTheDecision() {
    Decision decision =
        router
            .decide(CONTEXT, List.of(new NamedPolicy("equal", scores(1, 1))), candidates("a", "b"))
            .startingWith("b")
            .keptOn("a")
            .withExclusions(List.of())
            .without(List.of(new Exclusion("b", "budget", "no money")));

    assertThat(decision.abstentions()).containsExactly("all scores are equal");
  }

  @Test
  void leavesOutWhatAPolicyExcludesAndSaysWhy() {
    RoutingPolicy excluding =
        (context, candidates) -> List.of(new Verdict.Exclude("too small"), new Verdict.Score(0));

    Decision decision =
        router.decide(
            CONTEXT,
            List.of(new NamedPolicy("context", excluding), new NamedPolicy("x", scores(1, 0))),
            candidates("a", "b"));

    assertThat(decision.ranking()).extracting(Model::id).containsExactly("b");
    assertThat(decision.exclusions()).containsExactly(new Exclusion("a", "context", "too small"));
  }

  /** Compares by position, and notes whom it was asked about. */
  private static final class Comparing implements RoutingPolicy {
    private final List<String> asked = new ArrayList<>();

    @Override
    public boolean comparesCandidates() {
      return true;
    }

    @Override
    public List<Verdict> rate(RoutingContext context, List<Candidate> candidates) {
      candidates.forEach(candidate -> asked.add(candidate.model().id()));
      return candidates.stream()
          .<Verdict>map(candidate -> new Verdict.Score(candidate.position() / 10.0))
          .toList();
    }
  }

  private static RoutingPolicy says(Verdict... verdicts) {
    return (context, candidates) -> List.of(verdicts);
  }

  @Test
  void comparesThoseAloneThatNoPolicyLeftOut() {
    Comparing comparing = new Comparing();
    Verdict.Score fine = new Verdict.Score(1);

    Decision decision =
        router.decide(
            CONTEXT,
            List.of(
                new NamedPolicy("comparing", comparing),
                new NamedPolicy(
                    "x", says(fine, new Verdict.Exclude("no"), new Verdict.Trial(1), fine)),
                new NamedPolicy("y", says(new Verdict.LastResort("ill"), fine, fine, fine))),
            candidates("a", "b", "c", "d"));

    assertThat(comparing.asked).containsExactly("c", "d");
    assertThat(decision.ranking()).extracting(Model::id).containsExactly("d", "c");
    assertThat(decision.ratings().get(0).scores()).containsEntry("comparing", 0.3);
    assertThat(decision.lastResorts()).extracting(Model::id).containsExactly("a");
  }

  @Test
  void comparesLastResortsWhereNothingElseIsLeft() {
    Comparing comparing = new Comparing();
    RoutingPolicy ill =
        says(
            new Verdict.LastResort("ill"),
            new Verdict.LastResort("ill"),
            new Verdict.Exclude("no"));

    Decision decision =
        router.decide(
            CONTEXT,
            List.of(new NamedPolicy("comparing", comparing), new NamedPolicy("ill", ill)),
            candidates("a", "b", "c"));

    assertThat(comparing.asked).containsExactly("a", "b");
    assertThat(decision.lastResorts()).extracting(Model::id).containsExactly("b", "a");
  }

  @Test
  void asksNobodyToCompareWhereNothingIsLeft() {
    Comparing comparing = new Comparing();

    Decision decision =
        router.decide(
            CONTEXT,
            List.of(
                new NamedPolicy("comparing", comparing),
                new NamedPolicy("x", says(new Verdict.Exclude("no")))),
            candidates("a"));

    assertThat(comparing.asked).isEmpty();
    assertThat(decision.isEmpty()).isTrue();
  }

  @Test
  void ratesThePreferredByTheirPlace() {
    assertThat(new PreferredPolicy().rate(CONTEXT, candidates("a", "b", "c")))
        .containsExactly(new Verdict.Score(1), new Verdict.Score(0.5), new Verdict.Score(0));
  }

  @Test
  void ratesAtRandomByTheGivenNumbers() {
    Iterator<Double> numbers = List.of(0.1, 0.9, 0.5).iterator();

    assertThat(
            ranking(
                List.of(new NamedPolicy("random", new RandomPolicy(numbers::next))), "a", "b", "c"))
        .containsExactly("b", "c", "a");
  }

  private List<String> ranking(List<NamedPolicy> policies, String... ids) {
    return router.decide(CONTEXT, policies, candidates(ids)).ranking().stream()
        .map(Model::id)
        .toList();
  }

  private static RoutingPolicy scores(double... values) {
    return (context, candidates) ->
        Arrays.stream(values).<Verdict>mapToObj(Verdict.Score::new).toList();
  }

  private static List<Candidate> candidates(String... ids) {
    return IntStream.range(0, ids.length)
        .mapToObj(position -> new Candidate(model(ids[position]), position))
        .toList();
  }

  private static Model model(String id) {
    return new Model(
        id,
        "custom",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
