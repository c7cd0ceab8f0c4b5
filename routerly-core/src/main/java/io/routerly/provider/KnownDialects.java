package io.routerly.provider;

import io.routerly.domain.ApiFormat;
import io.routerly.domain.Model;
import io.routerly.wire.WireFormat;
import java.util.List;

/**
 * The facts of the APIs that come with the product.
 *
 * <p>{@code docs/reference/providers.md} shows them as a table.
 */
public final class KnownDialects {
  private static final Dialect AZURE_DEPLOYMENTS =
      azure().addressed(AzureAddressing.DEPLOYMENTS).build();
  private static final Dialect AZURE_V1 =
      azure().addressed(AzureAddressing.V1).speaks(WireFormat.OPENAI_RESPONSES).build();

  private static final Dialect CUSTOM_CHAT = Dialect.openAi("custom").withOptionalKey().build();
  private static final Dialect CUSTOM_RESPONSES =
      new DialectBuilder("custom").speaks(WireFormat.OPENAI_RESPONSES).withOptionalKey().build();
  private static final Dialect CUSTOM_MESSAGES =
      Dialect.anthropic("custom").withOptionalKey().build();

  private KnownDialects() {}

  /** Returns those of the providers with one API each. */
  public static List<Dialect> single() {
    return List.of(
        Dialect.openAi("openai")
            .speaks(WireFormat.OPENAI_RESPONSES)
            .at("https://api.openai.com")
            .build(),
        Dialect.anthropic("anthropic").at("https://api.anthropic.com").build(),
        Dialect.openAi("gemini")
            .at("https://generativelanguage.googleapis.com")
            .version("/v1beta/openai")
            .build(),
        Dialect.openAi("mistral").at("https://api.mistral.ai").withoutStreamOptions().build(),
        Dialect.openAi("cohere")
            .at("https://api.cohere.ai")
            .version("/compatibility/v1")
            .withoutStreamOptions()
            .build(),
        Dialect.openAi("xai").speaks(WireFormat.OPENAI_RESPONSES).at("https://api.x.ai").build(),
        Dialect.openAi("ollama").at("http://127.0.0.1:11434").withOptionalKey().build(),
        Dialect.openAi("deepseek").at("https://api.deepseek.com").build(),
        Dialect.openAi("groq").at("https://api.groq.com").version("/openai/v1").build(),
        Dialect.openAi("together").at("https://api.together.xyz").build(),
        Dialect.openAi("perplexity")
            .at("https://api.perplexity.ai")
            .version("")
            .withoutStreamOptions()
            .build(),
        Dialect.openAi("openrouter").at("https://openrouter.ai").version("/api/v1").build());
  }

  /** Returns the facts of the API of a {@code custom} provider. */
  public static Dialect custom(Model model) {
    return switch (model.apiFormat().orElse(ApiFormat.OPENAI)) {
      case OPENAI -> CUSTOM_CHAT;
      case OPENAI_RESPONSES -> CUSTOM_RESPONSES;
      case ANTHROPIC -> CUSTOM_MESSAGES;
    };
  }

  /** Returns the facts of the API of Azure OpenAI that a model's base URL leads to. */
  public static Dialect azure(Model model) {
    return AzureAddressing.of(model) == AzureAddressing.V1 ? AZURE_V1 : AZURE_DEPLOYMENTS;
  }

  private static DialectBuilder azure() {
    return Dialect.openAi("azure").shows(Dialect.Authentication.API_KEY);
  }
}
