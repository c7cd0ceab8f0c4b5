package io.routerly.provider;

import java.util.List;

/**
 * Which efforts of reasoning some models of a provider can be asked for; of several rules that name
 * a model, the last one holds.
 */
final class KnownEfforts {
  /**
   * What came before the reasoning models takes none; {@code minimal} was of the first GPT-5 alone,
   * and {@code none} came with 5.1.
   *
   * @see <a href="https://platform.openai.com/docs/guides/reasoning">OpenAI on reasoning</a>
   */
  static final List<ModelRule> OPENAI =
      List.of(
          ModelRule.takes("^(gpt-[34]|chatgpt-|gpt-5-chat)"),
          ModelRule.takes("^(o[1-9]|codex-mini|gpt-5(\\.1)?-codex)", "low", "medium", "high"),
          ModelRule.takes("^o1-(mini|preview)"),
          ModelRule.takes("-deep-research", "medium"),
          ModelRule.takes("^gpt-5($|-(?!.*(chat|pro|codex)))", "minimal", "low", "medium", "high"),
          ModelRule.takes("^gpt-5-pro", "high"),
          ModelRule.takes("^gpt-5\\.\\d+.*-chat", "medium"),
          ModelRule.takes("^gpt-5\\.1(?!\\d|.*-(chat|pro|codex))", "none", "low", "medium", "high"),
          ModelRule.takes(
              "^gpt-(5\\.([2-9]|\\d\\d)|[6-9])(?!.*-(chat|pro|codex))",
              "none",
              "low",
              "medium",
              "high",
              "xhigh"),
          ModelRule.takes(
              "^gpt-(5\\.1-codex-max|(5\\.([2-9]|\\d\\d)|[6-9]).*-codex)",
              "low",
              "medium",
              "high",
              "xhigh"),
          ModelRule.takes("^gpt-(5\\.([2-9]|\\d\\d)|[6-9]).*-pro", "medium", "high", "xhigh"));

  /**
   * Many think without being asked, and refuse to be asked.
   *
   * @see <a href="https://docs.x.ai/docs/guides/reasoning">xAI on reasoning</a>
   */
  static final List<ModelRule> XAI =
      List.of(
          ModelRule.takes("^grok-(3|4($|-(0709|latest|fast|1-fast))|4\\.20|code|build)"),
          ModelRule.takes("^grok-3-mini", "low", "high"),
          ModelRule.takes("^grok-4\\.[3-9]", "none", "low", "medium", "high", "xhigh"),
          ModelRule.takes("^grok-4\\.20.*multi-agent", "low", "medium", "high", "xhigh"));

  /**
   * Others than these refuse the field.
   *
   * @see <a href="https://console.groq.com/docs/reasoning">Groq on reasoning</a>
   */
  static final List<ModelRule> GROQ =
      List.of(
          ModelRule.takes("gpt-oss", "low", "medium", "high"),
          ModelRule.takes("qwen3", "none", "default"));

  /**
   * Others than these refuse the field.
   *
   * @see <a href="https://docs.mistral.ai/capabilities/reasoning/">Mistral on reasoning</a>
   */
  static final List<ModelRule> MISTRAL =
      List.of(
          ModelRule.takes(
              "^mistral-(small-(latest|2603|4)|medium-(latest|2604|3[.-]5)|large-4)"
                  + "|^labs-leanstral-1-5",
              "none",
              "high"));

  /**
   * Others than these refuse the field.
   *
   * @see <a href="https://docs.cohere.com/docs/compatibility-api">Cohere on its compatibility</a>
   */
  static final List<ModelRule> COHERE = List.of(ModelRule.takes("reasoning", "none", "high"));

  /**
   * Models that think can be kept from it; only one family thinks more or less hard.
   *
   * @see <a href="https://docs.ollama.com/capabilities/thinking">Ollama on thinking</a>
   */
  static final List<ModelRule> OLLAMA =
      List.of(
          ModelRule.takes("^(qwen3(?!-coder|-vl.*instruct)|deepseek-(r1|v3\\.1))", "none"),
          ModelRule.takes("gpt-oss", "low", "medium", "high"));

  private KnownEfforts() {}
}
