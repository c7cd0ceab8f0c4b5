package io.routerly.acceptance;

import static io.routerly.acceptance.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Model ids with slashes and colons in paths. */
public interface ModelIdContract extends OnSite {
  /** How clients write {@code ollama/qwen3:4b} in a path: raw, encoded, and encoded twice. */
  @ParameterizedTest(name = "finds a model as {0}")
  @ValueSource(
      strings = {
        "ollama/qwen3:4b",
        "ollama/qwen3%3A4b",
        "ollama%2Fqwen3%3A4b",
        "ollama%252Fqwen3%253A4b",
      })
  default void findsAModelWhoseIdHasSlashesAndColons(String written) {
    site().admin().post("api/models", "{\"id\": \"ollama/qwen3:4b\", \"provider\": \"ollama\"}");
    assertThat(json(site().admin().get("api/models/" + written), 200).getString("id"))
        .isEqualTo("ollama/qwen3:4b");
  }

  @Test
  default void listsTheProjectsModelsByTheirIds() {
    assertThat(site().openAiScript().get("v1/models").body()).contains(Site.OPENAI_MODEL);
    assertThat(
            json(site().openAiScript().get("v1/models/" + Site.OPENAI_MODEL), 200).getString("id"))
        .isEqualTo(Site.OPENAI_MODEL);
  }
}
