package io.routerly.wire.openai;

import io.routerly.chat.ChatField;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What Chat Completions calls the fields that formats have in common. */
final class FieldNames {
  /** The fields at the top of a request, each of which may be refused or renamed by an API. */
  private static final Map<String, ChatField> TOP =
      Map.ofEntries(
          Map.entry("tools", ChatField.TOOLS),
          Map.entry("tool_choice", ChatField.TOOL_CHOICE),
          Map.entry("parallel_tool_calls", ChatField.PARALLEL_TOOL_CALLS),
          Map.entry("reasoning_effort", ChatField.REASONING_EFFORT),
          Map.entry("temperature", ChatField.TEMPERATURE),
          Map.entry("top_p", ChatField.TOP_P),
          Map.entry("top_k", ChatField.TOP_K),
          Map.entry("frequency_penalty", ChatField.FREQUENCY_PENALTY),
          Map.entry("presence_penalty", ChatField.PRESENCE_PENALTY),
          Map.entry("seed", ChatField.SEED),
          Map.entry("max_completion_tokens", ChatField.MAX_TOKENS),
          Map.entry("stop", ChatField.STOP),
          Map.entry("n", ChatField.N),
          Map.entry("response_format", ChatField.RESPONSE_FORMAT),
          Map.entry("verbosity", ChatField.VERBOSITY),
          Map.entry("logprobs", ChatField.LOGPROBS),
          Map.entry("top_logprobs", ChatField.LOGPROBS),
          Map.entry("user", ChatField.USER),
          Map.entry("metadata", ChatField.METADATA),
          Map.entry("service_tier", ChatField.SERVICE_TIER),
          Map.entry("prompt_cache_key", ChatField.PROMPT_CACHE_KEY),
          Map.entry("prompt_cache_retention", ChatField.PROMPT_CACHE_RETENTION),
          Map.entry("store", ChatField.STORE));

  private static final Map<ChatField, String> WITHIN =
      Map.ofEntries(
          Map.entry(ChatField.MESSAGE_NAME, "messages.name"),
          Map.entry(ChatField.IMAGES, "messages.content.image_url"),
          Map.entry(ChatField.IMAGE_URLS, "messages.content.image_url.url"),
          Map.entry(ChatField.IMAGE_DETAIL, "messages.content.image_url.detail"),
          Map.entry(ChatField.DOCUMENTS, "messages.content.file"),
          Map.entry(ChatField.DOCUMENT_TITLE, "messages.content.file.filename"),
          Map.entry(ChatField.FILE_IDS, "messages.content.file.file_id"),
          Map.entry(ChatField.AUDIO, "messages.content.input_audio"),
          Map.entry(ChatField.CITATIONS, "messages.annotations"),
          Map.entry(ChatField.REFUSALS, "messages.refusal"),
          Map.entry(ChatField.CACHE_CONTROL, "cache_control"),
          Map.entry(ChatField.CUSTOM_TOOLS, "tools.custom"),
          Map.entry(ChatField.TOOL_STRICT, "tools.function.strict"),
          Map.entry(ChatField.TOOL_SCHEMA, "tools.function.parameters"),
          Map.entry(ChatField.TOOL_ARGUMENTS, "messages.tool_calls.function.arguments"),
          Map.entry(ChatField.THINKING, "messages.reasoning_content"),
          Map.entry(ChatField.RESPONSE_SCHEMA, "response_format.json_schema"));

  private static final Map<ChatField, String> NAMES = names();

  private FieldNames() {}

  private static Map<ChatField, String> names() {
    Map<ChatField, String> names = new EnumMap<>(WITHIN);
    TOP.forEach((name, field) -> names.put(field, name));
    names.put(ChatField.LOGPROBS, "logprobs");
    return names;
  }

  /** Returns what the API reference calls it, or its plain name where that has no word for it. */
  static String nameOf(ChatField field) {
    return NAMES.getOrDefault(field, field.plainName());
  }

  /** Returns what is lost when a field at the top of a request is left out, if anything is. */
  static Optional<ChatField> top(String field) {
    return Optional.ofNullable(TOP.get(field));
  }
}
