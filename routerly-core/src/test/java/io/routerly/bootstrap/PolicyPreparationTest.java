package io.routerly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.accounting.Accountant;
import io.routerly.accounting.Ledger;
import io.routerly.domain.Actor;
import io.routerly.domain.Ids;
import io.routerly.domain.LedgerFailureMode;
import io.routerly.domain.Models;
import io.routerly.domain.PolicySpec;
import io.routerly.health.Ending;
import io.routerly.health.Ends;
import io.routerly.health.Learnt;
import io.routerly.routing.Candidate;
import io.routerly.routing.Contexts;
import io.routerly.routing.PolicyFactory;
import io.routerly.routing.RoutingPolicy;
import io.routerly.routing.Verdict;
import io.routerly.store.file.FileHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change of the configuration does to what was learnt by then. */
final class PolicyPreparationTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String PROJECT = Contexts.any().project().id();

  private final FileHome home;
  private final Learnt learnt = Learnt.nothing(() -> 0, model -> List.of(""));
  private final List<PolicyFactory> factories = BuiltIns.policies(learnt);

  PolicyPreparationTest(@TempDir Path folder) throws IOException {
    GatewayOptions options = GatewayOptions.of(folder.resolve("home"));
    Gateway.open(options).close();
    Path config = options.home().resolve("config");
    Files.writeString(
        config.resolve("models.json"),
        "[{\"id\":\"a\",\"provider\":\"demo\"},{\"id\":\"b\",\"provider\":\"demo\"}]");
    Files.writeString(
        config.resolve("projects.json"),
        """
        [{"id":"%s","name":"A","slug":"a","models":["b"],"tokens":[],"members":[],"policies":[]}]"""
            .formatted(PROJECT));
    home = FileHome.open(Gateway.homeOptions(options));
    Accountant accountant =
        new Accountant(
            new Ledger(home.usage(), () -> LedgerFailureMode.BLOCK),
            new Ids(new Random(1)),
            event -> {});
    PolicyPreparation.of(home.config(), factories, learnt, accountant);
    learn("a");
    learn("b");
  }

  @AfterEach
  void close() {
    home.close();
  }

  private void learn(String modelId) {
    learnt.traffic().began(Models.named(modelId), Contexts.any().project());
    learnt.ended(Ends.of(modelId, Ending.RATE_LIMITED, Optional.of(Duration.ofSeconds(9))));
  }

  private RoutingPolicy roundRobin() {
    return factories.stream()
        .filter(factory -> factory.type().equals("round-robin"))
        .findFirst()
        .orElseThrow()
        .create(PolicySpec.of("round-robin"));
  }

  private List<Verdict> turns() {
    return roundRobin()
        .rate(
            Contexts.any(),
            List.of(new Candidate(Models.named("a"), 0), new Candidate(Models.named("b"), 1)));
  }

  private void removeTheModel() {
    home.config()
        .edit(
            Actor.command("test"),
            state ->
                state.withModels(
                    state.models().stream().filter(model -> model.id().equals("b")).toList()));
  }

  private void removeTheProject() {
    home.config().edit(Actor.command("test"), state -> state.withProjects(List.of()));
  }

  @Test
  void forgetsWhatWasLearntOfAModelThatIsRemoved() {
    removeTheModel();

    assertThat(learnt.traffic().calls("a", HOUR)).isZero();
    assertThat(learnt.cooldowns().of(Models.named("a"))).isEmpty();
    assertThat(learnt.traffic().calls("b", HOUR)).isEqualTo(1);
    assertThat(learnt.cooldowns().of(Models.named("b"))).isPresent();
    assertThat(learnt.traffic().callsOf(PROJECT, "b", 60)).isEqualTo(1);
  }

  @Test
  void forgetsWhatWasLearntOfAProjectThatIsRemoved() {
    removeTheProject();

    assertThat(learnt.traffic().callsOf(PROJECT, "b", 60)).isZero();
    assertThat(learnt.traffic().calls("b", HOUR)).isEqualTo(1);
  }

  @Test
  void hasPoliciesForgetWhatTheyLearntThemselves() {
    List<Verdict> first = turns();
    removeTheModel();
    assertThat(turns()).as("the turns of a model that was removed begin anew").isEqualTo(first);

    removeTheProject();

    assertThat(turns()).as("those of a project that was removed do").isEqualTo(first);
  }

  @Test
  void forgetsNothingOfWhatIsStillThere() {
    List<Verdict> first = turns();

    home.config()
        .edit(Actor.command("test"), state -> state.withProjects(List.copyOf(state.projects())));

    assertThat(turns()).isNotEqualTo(first);
    assertThat(learnt.traffic().calls("a", HOUR)).isEqualTo(1);
  }
}
