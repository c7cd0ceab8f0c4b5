package io.routerly.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTest {
  private static final Catalog CATALOG =
      catalog(
          model("openai", "gpt-5"),
          model("openai", "gpt-5-mini"),
          model("openai", "gpt-4o"),
          model("openai", "gpt-4o-2024-05-13"),
          model("openai", "gpt-3.5-turbo", "gpt-35-turbo"),
          model("anthropic", "claude-sonnet-5"),
          model("anthropic", "claude-haiku-4-5", "claude-haiku-4.5"),
          model("mistral", "mistral-large"),
          model("together", "Qwen/Qwen3.7-Max"),
          model("azure", "gpt-5"));

  private static Catalog catalog(CatalogModel... models) {
    return new Catalog(LocalDate.EPOCH, List.of(), List.of(), List.of(models));
  }

  private static CatalogModel model(String provider, String id, String... names) {
    return new CatalogModel(
        provider,
        id,
        List.of(names),
        1000,
        Optional.empty(),
        List.of("chat"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-5, gpt-5",
    "openai, gpt-5-mini, gpt-5-mini",
    "openai, GPT-5-Mini, gpt-5-mini",
    "openai, gpt-35-turbo, gpt-3.5-turbo",
    "openai, gpt-5-mini-2025-08-07, gpt-5-mini",
    "openai, gpt-5-2025-08-07, gpt-5",
    "openai, gpt-35-turbo-latest, gpt-3.5-turbo",
    "openai, gpt-4o-2024-05-13, gpt-4o-2024-05-13", // an edition with an entry of its own
    "openai, gpt-4o-2024-08-06, gpt-4o",
    "anthropic, claude-haiku-4-5-20251001, claude-haiku-4-5",
    "anthropic, claude-haiku-4.5@20251001, claude-haiku-4-5",
    "anthropic, claude-haiku-4-5-latest, claude-haiku-4-5",
    "together, qwen/qwen3.7-max, Qwen/Qwen3.7-Max",
  })
  void findsAModelByItsNamesAndEditions(String provider, String name, String id) {
    assertThat(CATALOG.model(provider, name))
        .hasValueSatisfying(
            model -> {
              assertThat(model.id()).isEqualTo(id);
              assertThat(model.provider()).isEqualTo(provider);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-5-nano", // shares a beginning with gpt-5
    "openai, gpt-5-mini-high",
    "openai, gpt-5.1",
    "openai, gpt",
    "openai, my-gpt-5",
    "openai, gpt-5-2025-08-07-2025-08-07",
    "openai, claude-sonnet-5", // of another provider
    "anthropic, claude-sonnet-5-5", // newer and priced otherwise
    "mistral, mistral-large-2512", // an edition of four digits is a model of its own
    "together, Qwen3.7-Max",
    "nobody, gpt-5",
  })
  void takesNoModelForAnother(String provider, String name) {
    assertThat(CATALOG.model(provider, name)).isEmpty();
  }

  @Test
  void refusesTwoModelsOfOneName() {
    assertThatThrownBy(() -> catalog(model("openai", "a", "b"), model("openai", "B")))
        .hasMessage("Two models of openai are called B");
  }
}
