package io.routerly.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.ApiFormat;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownDialectsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"o1", "o3-mini", "o4-mini-2025-04-16", "gpt-5", "gpt-5-mini", "gpt-5.1", "gpt-6"})
  void asksNoReasoningModelOfOpenAiToSample(String name) {
    assertThat(dialect("openai").traitsOf(name).forEffort(Optional.of("low")).refused())
        .contains("temperature", "top_p", "presence_penalty", "logprobs");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5.1, true",
    "gpt-5.4-mini, true",
    "gpt-6-sol, true",
    "gpt-5, false",
    "o3, false",
    "gpt-5.2-pro, false",
    "gpt-5.2-codex, false"
  })
  void knowsWhichModelsOfOpenAiSampleWhereTheyAreToldNotToThink(String name, boolean samples) {
    ApiTraits traits = dialect("openai").traitsOf(name).forEffort(Optional.of("none"));

    assertThat(traits.refused().contains("temperature")).isNotEqualTo(samples);
    assertThat(traits.refused().contains("logprobs")).isNotEqualTo(samples);
    assertThat(traits.refused()).contains("presence_penalty");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5.1, true",
    "gpt-5.2-2025-12-11, true",
    "gpt-5.4-mini, true",
    "gpt-5.5, false",
    "gpt-5.6-sol, false",
    "gpt-5.10, false",
    "gpt-6, false",
    "gpt-5-mini, false",
    "gpt-5.1-codex, false",
    "o4-mini, false"
  })
  void knowsWhichModelsOfOpenAiDoNotThinkUnasked(String name, boolean samples) {
    ApiTraits traits = dialect("openai").traitsOf(name).forEffort(Optional.empty());

    assertThat(traits.refused().contains("temperature")).isNotEqualTo(samples);
    assertThat(traits.refused().contains("logprobs")).isNotEqualTo(samples);
  }

  @ParameterizedTest
  @CsvSource({
    "gemma-3-27b-it, true",
    "gemma-3n-e4b-it, true",
    "gemma-2-9b-it, true",
    "gemma-4-31b-it, false",
    "gemma-12-it, false",
    "gemini-2.5-pro, false"
  })
  void knowsWhichModelsOfGoogleTakeNoInstructions(String name, boolean none) {
    ApiTraits traits =
        KnownDialects.gemini(AddressingTest.model("gemini", "https://h")).traitsOf(name);

    assertThat(traits.has(Quirk.NO_INSTRUCTIONS)).isEqualTo(none);
  }

  @ParameterizedTest
  @CsvSource({
    "gemma-3-27b-it, true",
    "gemini-2.0-flash, true",
    "gemini-2.0-flash-lite-001, true",
    "gemini-1.5-pro, true",
    "tunedModels/mine, true",
    "gemini-2.5-flash-image, true",
    "gemini-2.5-pro-preview-tts, true",
    "learnlm-2.0-flash, true",
    "gemini-2.0-flash-thinking-exp, false",
    "gemini-2.5-flash, false",
    "gemini-2.5-flash-lite, false",
    "gemini-3-pro-image-preview, false",
    "gemini-4-argon, false",
    "gemini-10-flash, false",
    "gemini-flash-latest, false",
    "mine, false"
  })
  void knowsWhichModelsOfGoogleDoNotThink(String name, boolean none) {
    ApiTraits traits =
        KnownDialects.gemini(AddressingTest.model("gemini", "https://h")).traitsOf(name);

    assertThat(traits.has(Quirk.NO_THINKING)).isEqualTo(none);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o-search-preview", "gpt-4o-mini-search-preview-2025-03-11"})
  void asksNoModelThatSearchesToSample(String name) {
    assertThat(dialect("openai").traitsOf(name).refused())
        .containsExactlyInAnyOrder("temperature", "top_p", "presence_penalty", "frequency_penalty");
  }

  @Test
  void knowsAFineTunedModelByTheOneItIsMadeOf() {
    assertThat(dialect("openai").traitsOf("ft:o4-mini:org::id").refused()).contains("temperature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o", "gpt-4.1-mini", "gpt-5-chat-latest", "gpt-5.2-chat", "omni"})
  void letsOtherModelsOfOpenAiSample(String name) {
    assertThat(dialect("openai").traitsOf(name).refused()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5-codex, false",
    "gpt-5.1-codex-mini, false",
    "gpt-5-pro, false",
    "gpt-5.4-pro-2026-03-05, false",
    "o1-pro, false",
    "o3-deep-research, false",
    "codex-mini-latest, false",
    "gpt-5, true",
    "gpt-5.1-mini, true",
    "gpt-4o, true",
    "o3, true"
  })
  void knowsWhichModelsOfOpenAiAreReachedThroughResponsesOnly(String name, boolean chat) {
    List<WireFormat> formats = dialect("openai").forModel(name).formats();

    assertThat(formats.contains(WireFormat.OPENAI_CHAT)).isEqualTo(chat);
    assertThat(formats).contains(WireFormat.OPENAI_RESPONSES, WireFormat.OPAQUE);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5.4, OPENAI_RESPONSES",
    "gpt-5.6-luna, OPENAI_RESPONSES",
    "gpt-5.10, OPENAI_RESPONSES",
    "gpt-6-mini, OPENAI_RESPONSES",
    "gpt-5-mini, OPENAI_CHAT",
    "gpt-5.1, OPENAI_CHAT",
    "gpt-5.4-chat-latest, OPENAI_CHAT",
    "gpt-4.1, OPENAI_CHAT"
  })
  void prefersTheFormatThatSuitsTheModel(String name, WireFormat format) {
    assertThat(dialect("openai").forModel(name).formats())
        .startsWith(format)
        .contains(WireFormat.OPENAI_CHAT, WireFormat.OPENAI_RESPONSES);
  }

  @Test
  void knowsThatDeploymentsOfAzureHaveNoResponses() {
    Dialect azure = KnownDialects.azure(AddressingTest.model("azure", "https://h"));

    assertThat(azure.forModel("gpt-5.6").formats())
        .containsExactly(WireFormat.OPENAI_CHAT, WireFormat.OPAQUE);
    assertThat(azure.forModel("gpt-5.1-codex").formats())
        .containsExactly(WireFormat.OPENAI_CHAT, WireFormat.OPAQUE);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-3-5-haiku-20241022, false, false",
    "claude-3-opus-latest, false, false",
    "claude-sonnet-4-20250514, false, false",
    "claude-sonnet-4@20250514, false, false",
    "claude-opus-4-0, false, false",
    "claude-opus-4-1-20250805, false, false",
    "claude-opus-4, false, false",
    "claude-sonnet-4-5-20250929, true, true",
    "claude-haiku-4.5, true, true",
    "claude-opus-4-10, true, true",
    "anthropic.claude-opus-4-6-v1, true, true",
    "claude-opus-5, true, true",
    "claude-fable-5-1, true, true",
    "claude-mythos-preview, true, true",
    "qwen3-coder, true, false",
    "glm-5-2, true, false"
  })
  void knowsWhoAnswersByASchema(String name, boolean atAnthropic, boolean elsewhere) {
    ApiTraits custom =
        KnownDialects.custom(
                AddressingTest.model("custom", "https://h", Optional.of(ApiFormat.ANTHROPIC)))
            .traitsOf(name);

    assertThat(dialect("anthropic").traitsOf(name).has(Quirk.NO_STRUCTURED_OUTPUT))
        .isNotEqualTo(atAnthropic);
    assertThat(custom.has(Quirk.NO_STRUCTURED_OUTPUT)).isNotEqualTo(elsewhere);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-haiku-4-5-20251001, true",
    "claude-sonnet-4-20250514, true",
    "claude-3-haiku-20240307, true",
    "claude-opus-4-6, false",
    "claude-sonnet-4.6, false",
    "claude-opus-4-10, false",
    "claude-sonnet-5, false",
    "claude-fable-5-1, false",
    "claude-mythos-preview, false"
  })
  void knowsWhoGoesOnFromTheBeginningOfAnAnswer(String name, boolean goesOn) {
    assertThat(dialect("anthropic").traitsOf(name).has(Quirk.NO_PREFILL)).isNotEqualTo(goesOn);
  }

  @Test
  void fitsOnlyTranslatedCallsToOpenRouter() {
    Dialect openRouter = dialect("openrouter").forModel("anthropic/claude-sonnet-5");

    assertThat(openRouter.traits().quirks())
        .containsExactlyInAnyOrder(Quirk.NO_CUSTOM_TOOLS, Quirk.TAKES_CACHE_CONTROL);
    assertThat(openRouter.relayTraits().isPlain()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "o3, true, true",
    "o1, false, true",
    "gpt-5-mini, true, false",
    "gpt-4o, false, false"
  })
  void knowsWhatElseReasoningModelsOfOpenAiRefuse(String name, boolean stop, boolean parallel) {
    Set<String> refused = dialect("openai").traitsOf(name).refused();

    assertThat(refused.contains("stop")).isEqualTo(stop);
    assertThat(refused.contains("parallel_tool_calls")).isEqualTo(parallel);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-7, true",
    "claude-opus-4-8-20260528, true",
    "claude-opus-4-10, true",
    "claude-opus-5, true",
    "claude-sonnet-5-5, true",
    "claude-fable-5, true",
    "claude-mythos-preview, true",
    "anthropic.claude-opus-4.7, true",
    "claude-opus-4-6, false",
    "claude-opus-4-20250514, false",
    "claude-opus-4-1-20250805, false",
    "claude-sonnet-4-5-20250929, false",
    "claude-haiku-4-5, false",
    "claude-3-7-sonnet-20250219, false",
    "claude-3-5-haiku-latest, false"
  })
  void knowsWhichModelsOfAnthropicThinkAdaptivelyOnly(String name, boolean adaptive) {
    ApiTraits traits = dialect("anthropic").traitsOf(name);

    assertThat(traits.has(Quirk.ADAPTIVE_THINKING_ONLY)).isEqualTo(adaptive);
    assertThat(traits.refused().contains("temperature")).isEqualTo(adaptive);
  }

  @ParameterizedTest
  @CsvSource({"claude-fable-5-1, true", "claude-mythos-preview, true", "claude-opus-5, false"})
  void knowsWhichModelsOfAnthropicAlwaysThink(String name, boolean always) {
    assertThat(dialect("anthropic").traitsOf(name).has(Quirk.ALWAYS_THINKS)).isEqualTo(always);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-1-20250805, true",
    "claude-sonnet-4-5, true",
    "claude-opus-4-6, true",
    "claude-opus-4-20250514, false",
    "claude-opus-4-7, false",
    "claude-3-5-haiku-latest, false"
  })
  void knowsWhichModelsOfAnthropicTakeOneWayToSample(String name, boolean one) {
    assertThat(dialect("anthropic").traitsOf(name).has(Quirk.TEMPERATURE_OR_TOP_P)).isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3-pro-preview, true",
    "gemini-3.5-flash, true",
    "gemini-flash-latest, true",
    "gemini-2.5-pro, false",
    "gemini-2.0-flash, false"
  })
  void knowsWhichModelsOfGoogleSealTheirCalls(String name, boolean sealed) {
    ApiTraits traits =
        KnownDialects.gemini(AddressingTest.model("gemini", "https://h")).traitsOf(name);

    assertThat(traits.has(Quirk.SEALED_TOOL_CALLS)).isEqualTo(sealed);
    assertThat(traits.has(Quirk.THINKING_LEVELS)).isEqualTo(sealed);
  }

  @ParameterizedTest
  @CsvSource({
    "grok-4, true",
    "grok-4.3, true",
    "grok-4-fast-non-reasoning, false",
    "grok-4.20-0309-reasoning, true",
    "grok-3, false",
    "grok-3-mini, true"
  })
  void knowsWhatModelsOfXaiRefuse(String name, boolean stop) {
    ApiTraits traits = dialect("xai").traitsOf(name);

    assertThat(traits.refused()).contains("presence_penalty", "frequency_penalty");
    assertThat(traits.refused().contains("stop")).isEqualTo(stop);
  }

  @ParameterizedTest
  @CsvSource({"deepseek-chat, true", "deepseek-flash, false", "deepseek-v4-pro, false"})
  void knowsWhichModelsOfDeepSeekTellProbabilities(String name, boolean told) {
    assertThat(dialect("deepseek").traitsOf(name).refused().contains("logprobs"))
        .isNotEqualTo(told);
  }

  @Test
  void tellsGroqNothingThatItDoesNotKnow() {
    assertThat(dialect("groq").relayTraits().refused())
        .contains("prompt_cache_key", "prompt_cache_retention", "safety_identifier", "verbosity")
        .contains("store", "metadata", "modalities", "audio", "prediction", "web_search_options");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-1.5-pro, false, false",
    "gemini-2.0-flash, false, false",
    "gemini-2.5-flash, true, false",
    "gemini-3.1-flash-lite, true, false",
    "gemini-3.5-flash, true, true",
    "gemini-3.10-flash, true, true",
    "gemini-4-argon, true, true",
    "gemini-flash-latest, true, true"
  })
  void knowsWhatModelsOfGoogleRefuse(String name, boolean penalties, boolean logprobs) {
    ApiTraits traits =
        KnownDialects.gemini(AddressingTest.model("gemini", "https://h")).traitsOf(name);

    assertThat(traits.has(Quirk.NO_PENALTIES)).isEqualTo(penalties);
    assertThat(traits.has(Quirk.NO_LOGPROBS)).isEqualTo(logprobs);
  }

  @ParameterizedTest
  @CsvSource({
    "https://h, GEMINI",
    "https://h/v1beta/, GEMINI",
    "https://h/v1beta/openai, OPENAI_CHAT",
    "https://h/v1beta/openai/, OPENAI_CHAT"
  })
  void speaksToGeminiAsItsBaseUrlSays(String baseUrl, WireFormat format) {
    assertThat(KnownDialects.gemini(AddressingTest.model("gemini", baseUrl)).formats().get(0))
        .isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, OPENAI_CHAT",
    "openai-responses, OPENAI_RESPONSES",
    "anthropic, ANTHROPIC_MESSAGES",
    "gemini, GEMINI"
  })
  void speaksToCustomProvidersAsTheirModelsSay(String apiFormat, WireFormat format) {
    ApiFormat named =
        Stream.of(ApiFormat.values())
            .filter(value -> value.wireName().equals(apiFormat))
            .findFirst()
            .orElseThrow();

    Dialect dialect =
        KnownDialects.custom(AddressingTest.model("custom", "https://h", Optional.of(named)));

    assertThat(dialect.formats()).containsExactly(format, WireFormat.OPAQUE);
    assertThat(dialect.keyRequired()).isFalse();
    assertThat(dialect.relayTraits().isPlain()).isTrue();
  }

  @Test
  void leavesCallsToOriginalApisAsTheyAre() {
    for (String provider : List.of("openai", "anthropic")) {
      assertThat(dialect(provider).forModel("gpt-5").relayTraits().isPlain()).isTrue();
      assertThat(dialect(provider).forModel("claude-opus-5").relayTraits().isPlain()).isTrue();
    }
    assertThat(dialect("mistral").relayTraits().renamed()).containsEntry("seed", "random_seed");
  }

  @Test
  void asksForUsageWhereItIsKnown() {
    assertThat(dialect("openai").takesStreamOptions()).isTrue();
    assertThat(dialect("mistral").takesStreamOptions()).isFalse();
  }

  private static Dialect dialect(String provider) {
    return KnownDialects.single().stream()
        .filter(dialect -> dialect.provider().equals(provider))
        .findFirst()
        .orElseThrow();
  }
}
