package io.routerly.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.wire.ApiTraits;
import io.routerly.wire.Efforts;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownEffortsTest {
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "openai, gpt-4o-mini, -",
    "openai, gpt-4.1, -",
    "openai, gpt-3.5-turbo, -",
    "openai, chatgpt-4o-latest, -",
    "openai, ft:gpt-4o-mini-2024-07-18:org::id, -",
    "openai, o1-mini, -",
    "openai, o1, low medium high",
    "openai, o3-mini, low medium high",
    "openai, o3-pro, low medium high",
    "openai, o3-deep-research, medium",
    "openai, codex-mini-latest, low medium high",
    "openai, gpt-5, minimal low medium high",
    "openai, gpt-5-2025-08-07, minimal low medium high",
    "openai, gpt-5-nano, minimal low medium high",
    "openai, gpt-5-pro-2025-10-06, high",
    "openai, gpt-5-codex, low medium high",
    "openai, gpt-5-chat-latest, -",
    "openai, gpt-5.1, none low medium high",
    "openai, gpt-5.1-codex-mini, low medium high",
    "openai, gpt-5.1-codex-max, low medium high xhigh",
    "openai, gpt-5.1-chat-latest, medium",
    "openai, gpt-5.2, none low medium high xhigh",
    "openai, gpt-5.10, none low medium high xhigh",
    "openai, gpt-5.3-codex, low medium high xhigh",
    "openai, gpt-5.4-pro, medium high xhigh",
    "openai, gpt-6.1-sol, none low medium high xhigh",
    "openai, gpt-daybreak-red-latest, ?",
    "xai, grok-3, -",
    "xai, grok-3-mini, low high",
    "xai, grok-4, -",
    "xai, grok-4-1-fast-reasoning, -",
    "xai, grok-4.20-0309-reasoning, -",
    "xai, grok-4.20-multi-agent-0309, low medium high xhigh",
    "xai, grok-code-fast-1, -",
    "xai, grok-4.3, none low medium high xhigh",
    "groq, llama-3.3-70b-versatile, -",
    "groq, openai/gpt-oss-120b, low medium high",
    "groq, qwen/qwen3.6-27b, none default",
    "mistral, mistral-large-2512, -",
    "mistral, magistral-medium-latest, -",
    "mistral, mistral-small-2506, -",
    "mistral, mistral-small-2603, none high",
    "mistral, mistral-medium-3.5, none high",
    "mistral, mistral-large-4-0-8, none high",
    "cohere, command-a-03-2025, -",
    "cohere, command-a-reasoning-08-2025, none high",
    "ollama, llama3.2, -",
    "ollama, qwen3:8b, none",
    "ollama, qwen3-coder:30b, -",
    "ollama, gpt-oss:20b, low medium high",
    "deepseek, deepseek-v4-pro, none minimal low medium high xhigh max",
    "openrouter, any, ?",
  })
  void knowsWhatAModelCanBeAskedFor(String provider, String name, String words) {
    ApiTraits traits = dialect(provider).traitsOf(name);

    assertThat(traits.efforts().map(taken -> String.join(" ", taken.taken())))
        .isEqualTo(words.equals("?") ? Optional.empty() : Optional.of(words.replace("-", "")));
  }

  @Test
  void knowsTheModelsOfADeploymentByItsName() {
    Dialect azure = KnownDialects.azure(AddressingTest.model("azure", "https://h"));

    assertThat(azure.traitsOf("gpt-4o").efforts()).hasValue(Efforts.of());
    assertThat(azure.traitsOf("ours").efforts()).isEmpty();
  }

  private static Dialect dialect(String provider) {
    return KnownDialects.single().stream()
        .filter(dialect -> dialect.provider().equals(provider))
        .findFirst()
        .orElseThrow();
  }
}
