package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.auth.Caller;
import io.routerly.budget.OpenGate;
import io.routerly.dispatch.Providers;
import io.routerly.domain.Actor;
import io.routerly.domain.Model;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.Project;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.routing.Decision;
import io.routerly.routing.Exclusion;
import io.routerly.routing.Router;
import io.routerly.secret.ModelKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelRoutingTest {
  private static final List<Model> MODELS =
      List.of(Values.model("a"), Values.model("b"), Values.model("off", FakeProvider.NAME, false));

  private final ModelRouting routing =
      new ModelRouting(
          new RoutePlans(
              new Eligibility(
                  new Providers(List.of(new FakeProvider(new AtomicLong()))),
                  model -> ModelKeys.NONE),
              Map.of()),
          new Router(),
          new OpenGate(Line.NOW),
          () -> 0);

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    "ROUTE, anything, a b",
    "ROUTE, b, a b",
    "PREFER, auto, a b",
    "PREFER, b, b a",
    "PREFER, off, a b",
    "REQUIRE, auto, a b",
    "REQUIRE, b, b",
    "REQUIRE, off, ''"
  })
  void ranksByWhatTheNamedModelMeans(ModelSelection selection, String named, String ranking) {
    MemoryConfig config = config(selection);

    for (int call = 0; call < 2; call++) {
      assertThat(decide(config, named).ranking())
          .extracting(Model::id)
          .containsExactly(ranking.isEmpty() ? new String[0] : ranking.split(" ", -1));
    }
  }

  @ParameterizedTest
  @CsvSource({"PREFER", "REQUIRE"})
  void knowsNoModelThatTheProjectDoesNotList(ModelSelection selection) {
    assertThatThrownBy(() -> decide(config(selection), "c"))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND));
  }

  @Test
  void tellsOfOneModelWhereOneIsAskedForAndElseOfAll() {
    MemoryConfig config = config(ModelSelection.REQUIRE);

    assertThat(decide(config, "b").exclusions()).isEmpty();
    assertThat(decide(config, "off").exclusions())
        .extracting(Exclusion::by)
        .containsOnly("disabled");
    assertThat(decide(config, "auto").exclusions())
        .extracting(Exclusion::by)
        .containsExactly("disabled", "unknown_model");
  }

  @Test
  void forgetsADecisionWithTheConfigurationItWasMadeFor() {
    MemoryConfig config = config(ModelSelection.PREFER);
    decide(config, "auto");
    config.edit(Actor.command("test"), state -> state.withModels(List.of(Values.model("b"))));

    assertThat(decide(config, "auto").ranking()).extracting(Model::id).containsExactly("b");
  }

  private static MemoryConfig config(ModelSelection selection) {
    return MemoryConfig.of(
        MODELS,
        Values.project("proj_a", Optional.of(selection), List.of(), "a", "b", "off", "gone"));
  }

  private Decision decide(MemoryConfig config, String named) {
    Project project = config.current().projects().get(0);
    Caller caller = new Caller(project, Values.TOKEN);
    return routing.decide(
        config.current(), Line.chat(caller, "{\"model\":\"" + named + "\",\"messages\":[]}"));
  }
}
