package io.routerly.domain;

import static java.util.Locale.ROOT;

/** Which API a {@code custom} provider is compatible with. */
public enum ApiFormat implements WireName {
  /** OpenAI Chat Completions. */
  OPENAI,
  /** OpenAI Responses. */
  OPENAI_RESPONSES,
  /** Anthropic Messages. */
  ANTHROPIC,
  /** Gemini's {@code generateContent}. */
  GEMINI;

  @Override
  public String wireName() {
    return name().toLowerCase(ROOT).replace('_', '-');
  }
}
