package io.routerly.store.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.ApiFormat;
import io.routerly.domain.Budget;
import io.routerly.domain.BudgetMetric;
import io.routerly.domain.BudgetMode;
import io.routerly.domain.Model;
import io.routerly.domain.ModelSelection;
import io.routerly.domain.NamedKey;
import io.routerly.domain.OnExhausted;
import io.routerly.domain.PolicySpec;
import io.routerly.domain.PricingTier;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.domain.Resilience;
import io.routerly.domain.UnpricedModels;
import io.routerly.domain.WindowType;
import io.routerly.json.JsonFactories;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the writer writes, the binder reads back equal. */
final class RoundTripTest {
  private final RecordBinder binder = new RecordBinder();
  private final RecordWriter writer = new RecordWriter(true);

  @Property(tries = 200)
  void modelsComeBackAsTheyWere(@ForAll("models") Model model) {
    assertThat(binder.readList(writer.write(List.of(model)), Model.class)).containsExactly(model);
  }

  @Property(tries = 200)
  void projectsComeBackAsTheyWere(@ForAll("projects") Project project) {
    assertThat(binder.read(writer.write(project), Project.class)).isEqualTo(project);
  }

  @Provide
  Arbitrary<Model> models() {
    Arbitrary<BigDecimal> prices =
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.TEN).ofScale(12);
    Arbitrary<Optional<String>> names = texts().optional();
    return Combinators.combine(
            prices,
            prices.optional(),
            names,
            Arbitraries.of(ApiFormat.values()).optional(),
            texts())
        .as(
            (price, cached, name, format, text) ->
                new Model(
                    "a/b:c",
                    "openai",
                    name,
                    List.of(new NamedKey("eu-1", text, 1), new NamedKey("us", "env:X", 1000)),
                    Optional.of(price),
                    Optional.of(price),
                    cached,
                    cached,
                    Optional.of(128_000),
                    List.of("chat", "vision"),
                    List.of(new PricingTier(200_000, cached, Optional.of(price), cached, cached)),
                    cached.isPresent(),
                    Optional.of("https://example.com/v1"),
                    name.map(RoundTripTest::line),
                    Optional.empty(),
                    format,
                    Map.of("x-a", text.replaceAll("[^ -~]", ""))));
  }

  @Provide
  Arbitrary<Project> projects() {
    Arbitrary<Instant> times =
        Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
    return Combinators.combine(
            texts(),
            times.optional(),
            Arbitraries.of(BudgetMode.values()),
            Arbitraries.of(ModelSelection.values()).optional())
        .as(RoundTripTest::project);
  }

  private static Project project(
      String text, Optional<Instant> time, BudgetMode mode, Optional<ModelSelection> selection) {
    Budget budget =
        new Budget(
            BudgetMetric.INPUT_TOKENS,
            BigDecimal.TEN,
            WindowType.ROLLING,
            "week",
            time.isPresent() ? OnExhausted.CHEAPEST : OnExhausted.WARN,
            time.isPresent() ? 80 : 100,
            List.of(50, 90),
            time.map(any -> "Europe/Berlin"));
    PolicySpec policy =
        new PolicySpec(
            "llm", JsonFactories.BUILDERS.createObjectBuilder().add("prompt", text).build());
    return new Project(
        "proj_a",
        "name " + line(text),
        "a-b",
        Optional.of(1),
        List.of(PolicySpec.of("random"), policy),
        List.of("m " + text),
        selection,
        List.of(
            new ProjectToken(
                "tok_a",
                "HASHED:" + text,
                Optional.of(text),
                Optional.empty(),
                time,
                mode,
                List.of(budget),
                Optional.of(7))),
        List.of(),
        List.of(budget, budget),
        UnpricedModels.BLOCK,
        time.map(any -> new BigDecimal("0.25")),
        Resilience.DEFAULT);
  }

  /** What people read has no control characters. */
  private static String line(String text) {
    return "_" + text.replaceAll("\\p{Cc}", "");
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .ofMaxLength(12)
        .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .map(text -> text.isBlank() ? "x" + text : text);
  }
}
