package io.routerly.wire;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one API, or one model of it, differs from the wire format that it speaks.
 *
 * @param refused fields at the top of a request that it answers with an error; where the request is
 *     written for it they are left out, and named as dropped if they said something
 * @param renamed fields at the top of a request that it calls differently, by the format's name
 * @param quirks what else it does differently
 * @param efforts the efforts of reasoning that it takes; absent: nothing is known of that
 * @param refusedThinking fields that it refuses while it thinks
 */
public record ApiTraits(
    Set<String> refused,
    Map<String, String> renamed,
    Set<Quirk> quirks,
    Optional<Efforts> efforts,
    Set<String> refusedThinking) {
  /** An API that is as its format says. */
  public static final ApiTraits PLAIN = new ApiTraits(Set.of(), Map.of(), Set.of());

  public ApiTraits {
    refused = Set.copyOf(refused);
    renamed = Map.copyOf(renamed);
    quirks = Set.copyOf(quirks);
    refusedThinking = Set.copyOf(refusedThinking);
  }

  /** Traits that have nothing to do with reasoning. */
  public ApiTraits(Set<String> refused, Map<String, String> renamed, Set<Quirk> quirks) {
    this(refused, renamed, quirks, Optional.empty(), Set.of());
  }

  /** Returns the traits of a model that takes these efforts of reasoning. */
  public static ApiTraits taking(Efforts efforts) {
    return new ApiTraits(Set.of(), Map.of(), Set.of(), Optional.of(efforts), Set.of());
  }

  /** Returns the traits of a model that refuses fields while it thinks. */
  public static ApiTraits refusingThinking(Set<String> fields) {
    return new ApiTraits(Set.of(), Map.of(), Set.of(), Optional.empty(), fields);
  }

  /**
   * Returns the traits that hold for one request.
   *
   * @param effort the effort that the request asks for, fitted already
   */
  public ApiTraits forEffort(Optional<String> effort) {
    boolean thinks = effort.map(word -> !word.equals("none")).orElse(!has(Quirk.THINKS_IF_ASKED));
    if (refusedThinking.isEmpty() || !thinks) {
      return this;
    }
    return new ApiTraits(
        union(refused, refusedThinking), renamed, quirks, efforts, refusedThinking);
  }

  /** Returns whether it has a quirk. */
  public boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  /** Returns whether nothing differs. */
  public boolean isPlain() {
    return refused.isEmpty()
        && renamed.isEmpty()
        && quirks.isEmpty()
        && efforts.isEmpty()
        && refusedThinking.isEmpty();
  }

  /**
   * Returns these together with others; where both rename a field or know the efforts, the others
   * hold.
   */
  public ApiTraits and(ApiTraits others) {
    if (isPlain() || others.isPlain()) {
      return isPlain() ? others : this;
    }
    Map<String, String> allRenamed = new HashMap<>(renamed);
    allRenamed.putAll(others.renamed);
    return new ApiTraits(
        union(refused, others.refused),
        allRenamed,
        union(quirks, others.quirks),
        others.efforts.or(() -> efforts),
        union(refusedThinking, others.refusedThinking));
  }

  private static <T> Set<T> union(Set<T> some, Set<T> others) {
    Set<T> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  /** A difference that is more than a name. */
  public enum Quirk {
    /** Chat Completions: takes instructions as {@code system} only, not as {@code developer}. */
    NO_DEVELOPER_ROLE,
    /** Chat Completions: ids of tool calls are exactly nine letters and digits (Mistral). */
    NINE_CHARACTER_TOOL_IDS,
    /** Chat Completions: {@code tool_choice} says {@code any} for {@code required} (Mistral). */
    REQUIRED_IS_ANY,
    /** Chat Completions: JSON mode, but no {@code json_schema}. */
    NO_JSON_SCHEMA,
    /** Chat Completions: no JSON mode, whether or not there is {@code json_schema} (Perplexity). */
    NO_JSON_MODE,
    /** Chat Completions: {@code logprobs} says how many (Together). */
    LOGPROBS_IS_COUNT,
    /**
     * Chat Completions: knows no tools, and refuses two turns of one side in a row (Perplexity).
     */
    PLAIN_TURNS,
    /**
     * Chat Completions: refuses whatever else than role, content and tool calls stands in a
     * message, such as {@code name} or {@code reasoning_content} (Mistral, Groq).
     */
    BARE_MESSAGES,
    /**
     * Chat Completions: knows neither {@code reasoning_content} in messages nor {@code
     * extra_content} on calls of tools (OpenAI, Azure).
     */
    NO_REASONING_IN_MESSAGES,
    /**
     * Chat Completions: has functions, but no custom tools, whose input is free text, and no choice
     * of some tools among those offered, which came with them.
     */
    NO_CUSTOM_TOOLS,
    /** Chat Completions: takes {@code top_k}, which OpenAI's own API refuses. */
    TAKES_TOP_K,
    /**
     * Chat Completions: takes {@code cache_control} on texts, for Claude and Gemini (OpenRouter).
     */
    TAKES_CACHE_CONTROL,
    /** Chat Completions: wants {@code reasoning_content} back in the next turn (DeepSeek). */
    WANTS_REASONING_BACK,
    /** Does not fetch images and documents by URL: they must come in the request. */
    NO_MEDIA_URLS,
    /** Fetches images and documents by {@code https} only (Anthropic). */
    HTTPS_MEDIA_ONLY,
    /** OpenAI: does not think unless a request asks for an effort (GPT-5.1 to 5.4). */
    THINKS_IF_ASKED,
    /** Takes {@code temperature} or {@code top_p}, not both (Claude 4.1 to 4.6). */
    TEMPERATURE_OR_TOP_P,
    /** Anthropic: thinks adaptively only, by effort and without a budget. */
    ADAPTIVE_THINKING_ONLY,
    /** Anthropic: cannot be kept from thinking, and refuses to be told so (Fable, Mythos). */
    ALWAYS_THINKS,
    /** Anthropic: does not go on from the beginning of an answer (from Claude 4.6 on). */
    NO_PREFILL,
    /** Anthropic: neither answers by a JSON schema nor keeps to one in calls of tools. */
    NO_STRUCTURED_OUTPUT,
    /** Gemini: has no place for instructions, so that the user says them (Gemma up to 3). */
    NO_INSTRUCTIONS,
    /** Gemini: refuses penalties for repetition (from 2.5 on). */
    NO_PENALTIES,
    /** Gemini: tells no probabilities of tokens (from 3.5 on). */
    NO_LOGPROBS,
    /** Gemini: does not think, and refuses to be told how (Gemma up to 3, Gemini up to 2.0). */
    NO_THINKING,
    /** Gemini: takes a level of thinking in place of a budget (Gemini 3). */
    THINKING_LEVELS,
    /**
     * Gemini, and Google's API in the Chat Completions format: refuses calls of functions that come
     * back without their seal (Gemini 3).
     */
    SEALED_TOOL_CALLS,
    /** Chat Completions: knows the seals on calls, {@code extra_content} (Google). */
    TAKES_SEALS
  }
}
