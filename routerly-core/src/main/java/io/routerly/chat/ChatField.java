package io.routerly.chat;

import static java.util.Locale.ROOT;

/**
 * Something that a request can say and that not every format can express.
 *
 * <p>Its name in a client's own words is what the client's codec says; {@link #plainName} is what
 * it is called where that codec has no word of its own.
 */
public enum ChatField {
  MESSAGE_NAME,
  IMAGES,
  IMAGE_URLS,
  IMAGE_DETAIL,
  DOCUMENTS,
  DOCUMENT_URLS,
  DOCUMENT_TITLE,
  DOCUMENT_CONTEXT,
  DOCUMENT_CITATIONS,
  FILE_IDS,
  AUDIO,
  CITATIONS,
  REFUSALS,
  CACHE_CONTROL,
  TOOLS,
  CUSTOM_TOOLS,
  TOOL_STRICT,
  TOOL_SCHEMA,
  TOOL_ARGUMENTS,
  TOOL_CHOICE,
  PARALLEL_TOOL_CALLS,
  TOOL_RESULT_IMAGES,
  TOOL_RESULT_DOCUMENTS,
  THINKING,
  THINKING_SIGNATURE,
  REDACTED_THINKING,
  REASONING_EFFORT,
  REASONING_BUDGET,
  REASONING_SUMMARY,
  TEMPERATURE,
  TOP_P,
  TOP_K,
  FREQUENCY_PENALTY,
  PRESENCE_PENALTY,
  SEED,
  MAX_TOKENS,
  STOP,
  N,
  RESPONSE_FORMAT,
  RESPONSE_SCHEMA,
  VERBOSITY,
  LOGPROBS,
  USER,
  METADATA,
  SERVICE_TIER,
  PROMPT_CACHE_KEY,
  PROMPT_CACHE_RETENTION,
  STORE,
  PREVIOUS_RESPONSE_ID,
  /** An assistant's message at the end, which the answer is to continue. */
  PREFILL;

  /** Returns its name in lower case, such as {@code top_k}. */
  public String plainName() {
    return name().toLowerCase(ROOT);
  }
}
