package io.routerly.provider;

import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is true of some models of a provider, by their names. */
final class KnownModels {
  /**
   * Reasoning models take none of what steers sampling; from 5.1 on, they take some of it while
   * they do not think, which up to 5.4 they do only if they are asked to. From 5.4 on, they take
   * tools and an effort together through Responses only, so that this suits them better; some take
   * nothing else.
   *
   * @see <a href="https://platform.openai.com/docs/guides/reasoning">OpenAI on reasoning</a>
   */
  static final List<ModelRule> OPENAI =
      List.of(
          ModelRule.refuses(
              "^(o[1-9]|gpt-[5-9](?!.*-chat)|codex-|computer-use-)",
              "presence_penalty",
              "frequency_penalty",
              "logit_bias"),
          ModelRule.refuses(
              "^(o[1-9]|gpt-5($|-(?!.*chat))|gpt-[5-9].*-(pro|codex)|codex-|computer-use-)",
              "temperature",
              "top_p",
              "logprobs",
              "top_logprobs"),
          ModelRule.has(
              "^gpt-(5\\.\\d|[6-9])(?!.*-(chat|pro|codex))",
              ApiTraits.refusingThinking(
                  Set.of("temperature", "top_p", "logprobs", "top_logprobs"))),
          ModelRule.has(
              "^gpt-5\\.[1-4](?!\\d|.*-(chat|pro|codex))",
              new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.THINKS_IF_ASKED))),
          ModelRule.refuses(
              "-search-preview", "temperature", "top_p", "presence_penalty", "frequency_penalty"),
          ModelRule.refuses("^(o[3-9]|gpt-[5-9](?!.*-chat))", "stop"),
          ModelRule.refuses("^o[1-9]", "parallel_tool_calls"),
          ModelRule.speaks(
              "^gpt-(5\\.([4-9]|\\d\\d)|[6-9])(?!.*-chat)",
              WireFormat.OPENAI_RESPONSES,
              WireFormat.OPENAI_CHAT,
              WireFormat.OPAQUE),
          ModelRule.speaks(
              "^(o[1-9]-pro|gpt-[5-9](\\.\\d+)?-(pro|codex)|codex-mini|computer-use-)"
                  + "|^gpt-[5-9].*-codex|-deep-research",
              WireFormat.OPENAI_RESPONSES,
              WireFormat.OPAQUE));

  /** Claude from 4.5 on, by the names that it has here and elsewhere. */
  private static final String CLAUDE_SINCE_4_5 =
      "claude-([a-z]+-4[-.]([5-9]|[1-9]\\d)(?!\\d)|[a-z]+-([5-9]|[1-9]\\d)(?!\\d)|mythos-)";

  /**
   * On other servers of Anthropic's format only Claude from 4.5 on is known to answer by a schema.
   */
  static final List<ModelRule> LIKE_ANTHROPIC =
      List.of(
          ModelRule.has(
              "^(?!.*" + CLAUDE_SINCE_4_5 + ")",
              new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_STRUCTURED_OUTPUT))));

  /**
   * From 4.1 on, models take temperature or top_p; from 4.5 on, they answer by a schema; from 4.6
   * on, they do not go on from the beginning of an answer; from 4.7 on, they think adaptively only
   * and sample in one way. Fable and Mythos cannot be kept from thinking.
   *
   * @see <a href="https://platform.claude.com/docs/en/about-claude/models/migration-guide">
   *     Anthropic's migration guide</a>
   */
  static final List<ModelRule> ANTHROPIC =
      List.of(
          ModelRule.has(
              "claude-(instant|[1-3]|[a-z]+-4($|[-.@]([0-4]$|[0-4][^\\d]|\\d{8})))",
              new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_STRUCTURED_OUTPUT))),
          ModelRule.has(
              "claude-(opus-4[-.][1-6]|sonnet-4[-.][56]|haiku-4[-.]5)(?!\\d)",
              new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.TEMPERATURE_OR_TOP_P))),
          ModelRule.has(
              "claude-([a-z]+-4[-.]([7-9]|[1-9]\\d)(?!\\d)|[a-z]+-([5-9]|[1-9]\\d)(?!\\d)|mythos-)",
              new ApiTraits(
                  Set.of("temperature", "top_p", "top_k"),
                  Map.of(),
                  Set.of(Quirk.ADAPTIVE_THINKING_ONLY))),
          ModelRule.has(
              "claude-([a-z]+-4[-.]([6-9]|[1-9]\\d)(?!\\d)|[a-z]+-([5-9]|[1-9]\\d)(?!\\d)|mythos-)",
              new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_PREFILL))),
          ModelRule.has(
              "claude-(fable|mythos)-",
              new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.ALWAYS_THINKS))));

  /**
   * From 2.5 on, models think, those that paint or speak excepted, and refuse penalties; from 3 on,
   * they think in levels, and functions that they called come back sealed; from 3.5 on, they tell
   * no probabilities. Gemma takes instructions from 4 on.
   *
   * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">Google on thought
   *     signatures</a>
   */
  static final List<ModelRule> GEMINI =
      List.of(
          ModelRule.has(
              "gemini-([3-9]|[1-9]\\d|(pro|flash|flash-lite)-latest)",
              new ApiTraits(
                  Set.of(), Map.of(), Set.of(Quirk.THINKING_LEVELS, Quirk.SEALED_TOOL_CALLS))),
          ModelRule.has(
              "gemma-(?![4-9]|[1-9]\\d)|gemini-(1\\.|2\\.0(?!.*thinking)|2\\.5.*-(image|tts))"
                  + "|^learnlm|^tunedModels/",
              new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_THINKING))),
          ModelRule.has(
              "gemma-(?![4-9]|[1-9]\\d)",
              new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_INSTRUCTIONS))),
          ModelRule.has(
              "gemini-(?!1|2\\.0)", new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_PENALTIES))),
          ModelRule.has(
              "gemini-(3\\.([5-9]|\\d\\d)|[4-9]|[1-9]\\d|(pro|flash|flash-lite)-latest)",
              new ApiTraits(Set.of(), Map.of(), Set.of(Quirk.NO_LOGPROBS))));

  /**
   * Reasoning models take no stop sequences; those of many agents are reached through Responses
   * only.
   *
   * @see <a href="https://docs.x.ai/docs/guides/reasoning">xAI on reasoning</a>
   */
  static final List<ModelRule> XAI =
      List.of(
          ModelRule.refuses("^grok-(3-mini|[4-9]|code|build)(?!.*non-reasoning)", "stop"),
          ModelRule.speaks("multi-agent", WireFormat.OPENAI_RESPONSES, WireFormat.OPAQUE));

  /**
   * Whoever thinks, and all models do but the oldest, refuses to be asked for probabilities.
   *
   * @see <a href="https://api-docs.deepseek.com/guides/reasoning_model">DeepSeek on reasoning</a>
   */
  static final List<ModelRule> DEEPSEEK =
      List.of(ModelRule.refuses("^(?!deepseek-chat)", "logprobs", "top_logprobs"));

  private KnownModels() {}
}
