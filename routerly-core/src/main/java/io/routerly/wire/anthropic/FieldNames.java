package io.routerly.wire.anthropic;

import io.routerly.chat.ChatField;

/** Tells what the API reference calls a field. */
final class FieldNames {
  private FieldNames() {}

  static String of(ChatField field) {
    return switch (field) {
      case IMAGES -> "messages.content.image";
      case IMAGE_URLS, DOCUMENT_URLS -> "messages.content.source.url";
      case DOCUMENTS -> "messages.content.document";
      case DOCUMENT_TITLE -> "messages.content.title";
      case DOCUMENT_CONTEXT -> "messages.content.context";
      case DOCUMENT_CITATIONS, CITATIONS -> "messages.content.citations";
      case FILE_IDS -> "messages.content.source.file_id";
      case TOOL_STRICT -> "tools.strict";
      case TOOL_SCHEMA -> "tools.input_schema";
      case TOOL_ARGUMENTS -> "messages.content.input";
      case PARALLEL_TOOL_CALLS -> "tool_choice.disable_parallel_tool_use";
      case TOOL_RESULT_IMAGES -> "messages.content.content.image";
      case TOOL_RESULT_DOCUMENTS -> "messages.content.content.document";
      case THINKING -> "messages.content.thinking";
      case THINKING_SIGNATURE -> "messages.content.signature";
      case REDACTED_THINKING -> "messages.content.redacted_thinking";
      case REASONING_EFFORT -> "output_config.effort";
      case REASONING_BUDGET -> "thinking.budget_tokens";
      case REASONING_SUMMARY -> "thinking.display";
      case STOP -> "stop_sequences";
      case RESPONSE_FORMAT -> "output_config.format";
      case RESPONSE_SCHEMA -> "output_config.format.schema";
      case USER -> "metadata.user_id";
      default -> field.plainName();
    };
  }
}
