package io.routerly.wire.responses;

import io.routerly.chat.ChatField;

/** What the API reference calls the things that a request can say. */
final class ResponsesNames {
  private ResponsesNames() {}

  static String of(ChatField field) {
    return switch (field) {
      case IMAGES, IMAGE_URLS -> "input.content.input_image";
      case IMAGE_DETAIL -> "input.content.detail";
      case DOCUMENTS, DOCUMENT_URLS -> "input.content.input_file";
      case DOCUMENT_TITLE -> "input.content.filename";
      case FILE_IDS -> "input.content.file_id";
      case AUDIO -> "input.content.input_audio";
      case CITATIONS -> "input.content.annotations";
      case REFUSALS -> "input.content.refusal";
      case TOOL_STRICT -> "tools.strict";
      case TOOL_SCHEMA -> "tools.parameters";
      case CUSTOM_TOOLS -> "tools.custom";
      case TOOL_ARGUMENTS -> "input.arguments";
      case TOOL_RESULT_IMAGES -> "input.output.input_image";
      case TOOL_RESULT_DOCUMENTS -> "input.output.input_file";
      case THINKING, REDACTED_THINKING -> "input.reasoning";
      case THINKING_SIGNATURE -> "input.encrypted_content";
      case REASONING_EFFORT, REASONING_BUDGET -> "reasoning.effort";
      case REASONING_SUMMARY -> "reasoning.summary";
      case MAX_TOKENS -> "max_output_tokens";
      case RESPONSE_FORMAT -> "text.format";
      case RESPONSE_SCHEMA -> "text.format.schema";
      case VERBOSITY -> "text.verbosity";
      case LOGPROBS -> "top_logprobs";
      default -> field.plainName();
    };
  }
}
