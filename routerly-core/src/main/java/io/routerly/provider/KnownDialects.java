package io.routerly.provider;

import io.routerly.domain.ApiFormat;
import io.routerly.domain.Model;
import io.routerly.provider.Dialect.Authentication;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Efforts;
import io.routerly.wire.WireFormat;
import java.util.List;

/**
 * The facts of the APIs that come with the product.
 *
 * <p>{@code docs/reference/providers.md} shows them as a table.
 */
public final class KnownDialects {
  private static final String GOOGLE = "https://generativelanguage.googleapis.com";
  private static final String OLD_MAXIMUM = "max_tokens";
  private static final String MAXIMUM = "max_completion_tokens";

  private static final Dialect AZURE_DEPLOYMENTS =
      azure().addressed(AzureAddressing.DEPLOYMENTS).build();
  private static final Dialect AZURE_V1 =
      azure().addressed(AzureAddressing.V1).speaks(WireFormat.OPENAI_RESPONSES).build();

  private static final Dialect GEMINI_COMPATIBLE =
      Dialect.openAi("gemini")
          .at(GOOGLE)
          .version("/v1beta/openai")
          .has(Quirk.NO_DEVELOPER_ROLE, Quirk.NO_CUSTOM_TOOLS, Quirk.NO_MEDIA_URLS)
          .has(Quirk.TAKES_SEALS)
          .refuses("seed", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs")
          .refuses("top_logprobs", "store", "metadata", "service_tier", "prediction")
          .refuses("prompt_cache_key", "prompt_cache_retention", "safety_identifier", "verbosity")
          .refuses("modalities", "audio", "web_search_options")
          .takes(Efforts.of("none", "minimal", "low", "medium", "high"))
          .rules(KnownModels.GEMINI)
          .build();
  private static final Dialect GEMINI =
      gemini("gemini").at(GOOGLE).passesThroughTo(GEMINI_COMPATIBLE).build();

  private static final Dialect CUSTOM_CHAT =
      Dialect.openAi("custom")
          .isOriginal()
          .calls(MAXIMUM, OLD_MAXIMUM)
          .has(Quirk.NO_DEVELOPER_ROLE, Quirk.NO_CUSTOM_TOOLS)
          .withOptionalKey()
          .build();
  private static final Dialect CUSTOM_RESPONSES =
      new DialectBuilder("custom")
          .speaks(WireFormat.OPENAI_RESPONSES)
          .isOriginal()
          .withOptionalKey()
          .build();
  private static final Dialect CUSTOM_MESSAGES =
      Dialect.anthropic("custom")
          .rules(KnownModels.ANTHROPIC)
          .rules(KnownModels.LIKE_ANTHROPIC)
          .withOptionalKey()
          .build();
  private static final Dialect CUSTOM_GEMINI = gemini("custom").withOptionalKey().build();

  private KnownDialects() {}

  /** Returns those of the providers with one API each. */
  public static List<Dialect> single() {
    return List.of(
        Dialect.openAi("openai")
            .speaks(WireFormat.OPENAI_RESPONSES)
            .at("https://api.openai.com")
            .isOriginal()
            .countsIn(WireFormat.OPENAI_RESPONSES)
            .calls(OLD_MAXIMUM, MAXIMUM)
            .has(Quirk.NO_REASONING_IN_MESSAGES)
            .rules(KnownModels.OPENAI)
            .rules(KnownEfforts.OPENAI)
            .build(),
        Dialect.anthropic("anthropic")
            .at("https://api.anthropic.com")
            .has(Quirk.HTTPS_MEDIA_ONLY)
            .rules(KnownModels.ANTHROPIC)
            .build(),
        mistral(),
        cohere(),
        Dialect.openAi("xai")
            .speaks(WireFormat.OPENAI_RESPONSES)
            .at("https://api.x.ai")
            .refuses("presence_penalty", "frequency_penalty")
            .has(Quirk.NO_CUSTOM_TOOLS)
            .rules(KnownModels.XAI)
            .rules(KnownEfforts.XAI)
            .build(),
        Dialect.openAi("ollama")
            .at("http://127.0.0.1:11434")
            .calls(MAXIMUM, OLD_MAXIMUM)
            .has(Quirk.NO_DEVELOPER_ROLE, Quirk.NO_CUSTOM_TOOLS, Quirk.NO_MEDIA_URLS)
            .takes(Efforts.of())
            .rules(KnownEfforts.OLLAMA)
            .withOptionalKey()
            .build(),
        Dialect.openAi("deepseek")
            .at("https://api.deepseek.com")
            .calls(MAXIMUM, OLD_MAXIMUM)
            .has(
                Quirk.NO_DEVELOPER_ROLE,
                Quirk.NO_CUSTOM_TOOLS,
                Quirk.NO_JSON_SCHEMA,
                Quirk.WANTS_REASONING_BACK)
            .takes(Efforts.ALL)
            .rules(KnownModels.DEEPSEEK)
            .build(),
        Dialect.openAi("groq")
            .at("https://api.groq.com")
            .version("/openai/v1")
            .refuses("logit_bias", "logprobs", "top_logprobs", "n", "store", "metadata")
            .refuses("prompt_cache_key", "prompt_cache_retention", "safety_identifier")
            .refuses("verbosity", "modalities", "audio", "prediction", "web_search_options")
            .takes(Efforts.of())
            .rules(KnownEfforts.GROQ)
            .has(Quirk.NO_DEVELOPER_ROLE, Quirk.NO_CUSTOM_TOOLS, Quirk.BARE_MESSAGES)
            .build(),
        Dialect.openAi("together")
            .at("https://api.together.xyz")
            .calls(MAXIMUM, OLD_MAXIMUM)
            .has(Quirk.TAKES_TOP_K, Quirk.LOGPROBS_IS_COUNT)
            .has(Quirk.NO_DEVELOPER_ROLE, Quirk.NO_CUSTOM_TOOLS)
            .build(),
        perplexity(),
        Dialect.openAi("openrouter")
            .at("https://openrouter.ai")
            .version("/api/v1")
            .isOriginal()
            .has(Quirk.NO_CUSTOM_TOOLS, Quirk.TAKES_CACHE_CONTROL)
            .build());
  }

  /** Returns the facts of Google's API that a model's base URL leads to. */
  public static Dialect gemini(Model model) {
    boolean compatible =
        model.baseUrl().filter(url -> BaseUrl.endsWith(url, "/openai")).isPresent();
    return compatible ? GEMINI_COMPATIBLE : GEMINI;
  }

  /** Returns the facts of the API of a {@code custom} provider. */
  public static Dialect custom(Model model) {
    return switch (model.apiFormat().orElse(ApiFormat.OPENAI)) {
      case OPENAI -> CUSTOM_CHAT;
      case OPENAI_RESPONSES -> CUSTOM_RESPONSES;
      case ANTHROPIC -> CUSTOM_MESSAGES;
      case GEMINI -> CUSTOM_GEMINI;
    };
  }

  /** Returns the facts of the API of Azure OpenAI that a model's base URL leads to. */
  public static Dialect azure(Model model) {
    return AzureAddressing.of(model) == AzureAddressing.V1 ? AZURE_V1 : AZURE_DEPLOYMENTS;
  }

  private static DialectBuilder azure() {
    return Dialect.openAi("azure")
        .shows(Authentication.API_KEY)
        .isOriginal()
        .calls(OLD_MAXIMUM, MAXIMUM)
        .has(Quirk.NO_REASONING_IN_MESSAGES)
        .rules(KnownModels.OPENAI)
        .rules(KnownEfforts.OPENAI);
  }

  private static DialectBuilder gemini(String provider) {
    return new DialectBuilder(provider)
        .speaks(WireFormat.GEMINI)
        .version("/v1beta")
        .shows(Authentication.X_GOOG_API_KEY)
        .isOriginal()
        .countsIn(WireFormat.GEMINI)
        .has(Quirk.NO_MEDIA_URLS)
        .rules(KnownModels.GEMINI);
  }

  private static Dialect mistral() {
    return Dialect.openAi("mistral")
        .at("https://api.mistral.ai")
        .calls(MAXIMUM, OLD_MAXIMUM)
        .calls("seed", "random_seed")
        .refuses("stream_options", "logprobs", "top_logprobs", "logit_bias", "user", "store")
        .refuses("modalities", "audio", "verbosity", "safety_identifier", "web_search_options")
        .refuses("prompt_cache_retention", "functions", "function_call")
        .has(Quirk.NO_DEVELOPER_ROLE, Quirk.NO_CUSTOM_TOOLS, Quirk.NINE_CHARACTER_TOOL_IDS)
        .has(Quirk.REQUIRED_IS_ANY, Quirk.BARE_MESSAGES)
        .takes(Efforts.of())
        .rules(KnownEfforts.MISTRAL)
        .build();
  }

  private static Dialect cohere() {
    return Dialect.openAi("cohere")
        .at("https://api.cohere.ai")
        .version("/compatibility/v1")
        .calls(MAXIMUM, OLD_MAXIMUM)
        .refuses("stream_options", "logprobs", "top_logprobs", "logit_bias", "n", "user", "store")
        .refuses("metadata", "modalities", "audio", "prediction", "service_tier")
        .refuses("parallel_tool_calls")
        .takes(Efforts.of())
        .rules(KnownEfforts.COHERE)
        .has(Quirk.NO_DEVELOPER_ROLE, Quirk.NO_CUSTOM_TOOLS)
        .build();
  }

  private static Dialect perplexity() {
    return Dialect.openAi("perplexity")
        .at("https://api.perplexity.ai")
        .version("")
        .calls(MAXIMUM, OLD_MAXIMUM)
        .refuses("stream_options", "logprobs", "top_logprobs", "logit_bias", "n", "seed", "stop")
        .refuses("tools", "tool_choice", "parallel_tool_calls", "service_tier")
        .has(Quirk.NO_DEVELOPER_ROLE, Quirk.NO_CUSTOM_TOOLS, Quirk.NO_JSON_MODE)
        .has(Quirk.PLAIN_TURNS)
        .build();
  }
}
