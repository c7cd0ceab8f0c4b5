package io.routerly.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.catalog.Catalog;
import io.routerly.catalog.CatalogModel;
import io.routerly.domain.Model;
import io.routerly.provider.Dialect;
import io.routerly.wire.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final Dialect DIALECT = Dialect.openAi("openai").at("http://127.0.0.1").build();

  private final AtomicInteger lookUps = new AtomicInteger();
  private final Targets targets =
      new Targets(
          () -> {
            lookUps.incrementAndGet();
            return Catalog.shipped();
          });

  @Test
  void aWellKnownModelHasTheLimitsOfTheCatalog() {
    CatalogModel known = Catalog.shipped().model("openai", "gpt-4o").orElseThrow();

    Target target = targets.of(model("openai", "gpt-4o", Optional.empty()), DIALECT);

    assertThat(target.model()).isEqualTo("gpt-4o");
    assertThat(target.mostTokens()).hasValue(known.maxOutputTokens().orElseThrow());
    assertThat(target.contextWindow()).hasValue(known.contextWindow());
  }

  @Test
  void whatTheConfigurationSaysOfAWindowGoesBeforeTheCatalog() {
    assertThat(targets.of(model("openai", "gpt-4o", Optional.of(9_000)), DIALECT).contextWindow())
        .hasValue(9_000);
  }

  @Test
  void aModelThatNobodyKnowsHasNoLimits() {
    assertThat(targets.of(model("custom", "gpt-4o", Optional.empty()), DIALECT))
        .isEqualTo(
            new Target("gpt-4o", DIALECT.traits(), OptionalLong.empty(), OptionalLong.empty()));
  }

  @Test
  void aModelIsLookedUpOnce() {
    Model model = model("openai", "gpt-4o", Optional.empty());

    assertThat(targets.of(model, DIALECT)).isSameAs(targets.of(model, DIALECT));
    assertThat(lookUps).hasValue(1);
  }

  private static Model model(String provider, String name, Optional<Integer> contextWindow) {
    return new Model(
        provider + "/" + name,
        provider,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        contextWindow,
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
