package io.routerly.wire;

/** A format in which requests and answers travel. */
public enum WireFormat {
  /** OpenAI Chat Completions: {@code POST /v1/chat/completions}. */
  OPENAI_CHAT("OpenAI Chat Completions"),
  /** OpenAI Responses: {@code POST /v1/responses}. */
  OPENAI_RESPONSES("OpenAI Responses"),
  /** Anthropic Messages: {@code POST /v1/messages}. */
  ANTHROPIC_MESSAGES("Anthropic Messages"),
  /** Gemini: {@code POST /v1beta/models/{model}:generateContent}. */
  GEMINI("Gemini generateContent"),
  /** Any other path, passed through without being understood. */
  OPAQUE("pass-through");

  private final String title;

  WireFormat(String title) {
    this.title = title;
  }

  /** Returns the name for people. */
  public String title() {
    return title;
  }
}
