package io.routerly.catalog;

import java.util.List;
import java.util.Optional;

/** The providers of the catalog, in the order in which people see them. */
final class KnownProviders {
  private static final String CHAT = "openai";
  private static final String RESPONSES = "openai-responses";
  private static final String MESSAGES = "anthropic";
  private static final String GEMINI = "gemini";

  private KnownProviders() {}

  static List<CatalogProvider> all() {
    return List.of(
        hosted(
            "openai",
            "OpenAI",
            "https://api.openai.com/v1",
            List.of(CHAT, RESPONSES),
            "https://platform.openai.com/docs/models"),
        hosted(
            "anthropic",
            "Anthropic",
            "https://api.anthropic.com",
            List.of(MESSAGES),
            "https://docs.anthropic.com/en/docs/about-claude/models/overview"),
        hosted(
            "gemini",
            "Google Gemini",
            "https://generativelanguage.googleapis.com",
            List.of(GEMINI, CHAT),
            "https://ai.google.dev/gemini-api/docs/models"),
        compatible(
            "mistral",
            "Mistral AI",
            "https://api.mistral.ai/v1",
            "https://docs.mistral.ai/getting-started/models/"),
        compatible(
            "cohere",
            "Cohere",
            "https://api.cohere.ai/compatibility/v1",
            "https://docs.cohere.com/docs/models"),
        hosted(
            "xai",
            "xAI",
            "https://api.x.ai/v1",
            List.of(CHAT, RESPONSES),
            "https://docs.x.ai/docs/models"),
        compatible(
            "deepseek", "DeepSeek", "https://api.deepseek.com", "https://api-docs.deepseek.com"),
        compatible(
            "groq",
            "Groq",
            "https://api.groq.com/openai/v1",
            "https://console.groq.com/docs/models"),
        compatible(
            "together",
            "Together AI",
            "https://api.together.xyz/v1",
            "https://docs.together.ai/docs/serverless-models"),
        compatible(
            "perplexity",
            "Perplexity",
            "https://api.perplexity.ai",
            "https://docs.perplexity.ai/getting-started/models"),
        compatible(
            "openrouter",
            "OpenRouter",
            "https://openrouter.ai/api/v1",
            "https://openrouter.ai/models"),
        new CatalogProvider(
            "azure",
            "Azure OpenAI",
            Optional.empty(),
            List.of(CHAT, RESPONSES),
            true,
            Optional.of("https://learn.microsoft.com/azure/ai-services/openai/")),
        new CatalogProvider(
            "ollama",
            "Ollama",
            Optional.of("http://127.0.0.1:11434"),
            List.of(CHAT),
            false,
            Optional.of("https://ollama.com/library")),
        new CatalogProvider(
            "custom",
            "Any server that speaks an API of OpenAI, Anthropic or Google",
            Optional.empty(),
            List.of(CHAT, RESPONSES, MESSAGES, GEMINI),
            false,
            Optional.empty()));
  }

  private static CatalogProvider compatible(
      String name, String title, String baseUrl, String documentation) {
    return hosted(name, title, baseUrl, List.of(CHAT), documentation);
  }

  private static CatalogProvider hosted(
      String name, String title, String baseUrl, List<String> formats, String documentation) {
    return new CatalogProvider(
        name, title, Optional.of(baseUrl), formats, true, Optional.of(documentation));
  }
}
