package io.routerly.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.routerly.domain.Model;
import io.routerly.health.Learnt;
import io.routerly.routing.Candidate;
import io.routerly.routing.Decision;
import io.routerly.routing.NamedPolicy;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.Router;
import io.routerly.routing.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the tables of decisions in the documentation is what the policies make of it. */
class DecisionTableTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "concepts", "routing.md");
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  /** Scores in the table are rounded to three places. */
  private static final double ROUNDING = 0.0005;

  /** A row: its policies, what it is about, what is given, and what comes of it. */
  private record Row(
      List<String> policies, String about, List<String> given, List<String> outcome) {
    @Override
    public String toString() {
      return String.join(", ", policies) + ": " + about;
    }
  }

  static Stream<Row> singlePolicies() throws IOException {
    return rows("\n### What each policy says");
  }

  static Stream<Row> severalPolicies() throws IOException {
    return rows("\n### What several policies make of it");
  }

  private static Stream<Row> rows(String heading) throws IOException {
    String text = Files.readString(DOCUMENT, UTF_8);
    return text.substring(text.indexOf(heading))
        .lines()
        .dropWhile(line -> !line.startsWith("|---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
        .map(
            cells ->
                new Row(
                    codes(cells.get(1)), cells.get(2), codes(cells.get(3)), codes(cells.get(4))));
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map((MatchResult found) -> found.group(1)).toList();
  }

  @Test
  void hasRowsOfAllPolicies() throws IOException {
    List<String> types =
        BuiltIns.policies(Learnt.nothing(() -> 0, model -> List.of())).stream()
            .map(PolicyFactory::type)
            .toList();
    Map<String, Long> rows =
        singlePolicies()
            .collect(Collectors.groupingBy(row -> row.policies().get(0), Collectors.counting()));

    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(types);
    assertThat(rows.values()).allMatch(count -> count >= 3);
    assertThat(severalPolicies()).hasSizeGreaterThan(5);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("singlePolicies")
  void saysWhatAPolicyMakesOfIt(Row row) {
    Situation situation = new Situation(row.given());
    List<Verdict> verdicts =
        situation
            .policy(row.policies().get(0), true)
            .policy()
            .rate(situation.context(), situation.candidates());

    assertThat(row.outcome()).as("outcomes of %s", verdicts).hasSameSizeAs(verdicts);
    for (int i = 0; i < verdicts.size(); i++) {
      String id = situation.candidates().get(i).model().id();
      requireEqual(verdicts.get(i), id, row.outcome().get(i));
    }
  }

  private static void requireEqual(Verdict verdict, String id, String outcome) {
    String expected = outcome.substring(id.length() + 1);
    assertThat(outcome).as("%s", verdict).startsWith(id + " ");
    if (verdict instanceof Verdict.Score score) {
      requireScore(score.value(), expected, verdict);
    } else if (verdict instanceof Verdict.Trial trial) {
      assertThat(expected).as("%s", verdict).startsWith("trial ");
      requireScore(trial.value(), expected.substring("trial ".length()), verdict);
    } else {
      assertThat(expected).as("%s", verdict).isEqualTo(word(verdict));
    }
  }

  private static String word(Verdict verdict) {
    if (verdict instanceof Verdict.Abstain) {
      return "abstains";
    }
    return verdict instanceof Verdict.Exclude ? "out" : "last resort";
  }

  private static void requireScore(double score, String expected, Object described) {
    if (expected.equals("0 to 1")) {
      assertThat(score).isBetween(0.0, 1.0);
    } else {
      assertThat(expected).as("%s", described).matches("[0-9.]+");
      assertThat(score)
          .as("%s", described)
          .isCloseTo(Double.parseDouble(expected), within(ROUNDING));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("severalPolicies")
  void saysWhatSeveralPoliciesMakeOfIt(Row row) {
    Situation situation = new Situation(row.given());
    List<NamedPolicy> policies =
        row.policies().stream().map(type -> situation.policy(type, false)).toList();

    Decision decision = new Router().decide(situation.context(), policies, situation.candidates());

    assertThat(told(decision, situation.candidates())).isEqualTo(row.outcome());
  }

  /** Returns the ranking with its totals, then who was left out and by which policy. */
  private static List<String> told(Decision decision, List<Candidate> candidates) {
    List<String> told = new ArrayList<>();
    for (Decision.Rating rating : decision.ratings()) {
      told.add(rating.modelId() + (rating.trial() ? " trial " : " ") + plain(rating.total()));
    }
    for (Candidate candidate : candidates) {
      Model model = candidate.model();
      List<String> by =
          decision.exclusions().stream()
              .filter(out -> out.modelId().equals(model.id()))
              .map(out -> out.by())
              .toList();
      if (!by.isEmpty()) {
        told.add(
            model.id()
                + (decision.isLastResort(model) ? " last resort by " : " out by ")
                + String.join(" and ", by));
      }
    }
    return told;
  }

  private static String plain(double total) {
    double rounded = Math.round(total * 1000) / 1000.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }
}
