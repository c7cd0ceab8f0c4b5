package io.routerly.wire.gemini;

import io.routerly.chat.ChatField;

/** What Gemini calls the fields of a request. */
final class GeminiFields {
  private static final String CONFIG = "generationConfig.";
  private static final String PARTS = "contents.parts.";

  private GeminiFields() {}

  static String nameOf(ChatField field) {
    return switch (field) {
      case IMAGES, DOCUMENTS, AUDIO -> PARTS + "inlineData";
      case IMAGE_URLS, DOCUMENT_URLS, FILE_IDS -> PARTS + "fileData";
      case THINKING -> PARTS + "thought";
      case THINKING_SIGNATURE -> PARTS + "thoughtSignature";
      case TOOL_RESULT_IMAGES, TOOL_RESULT_DOCUMENTS -> PARTS + "functionResponse.parts";
      case TOOL_ARGUMENTS -> PARTS + "functionCall.args";
      case TOOLS -> "tools.functionDeclarations";
      case TOOL_SCHEMA -> "tools.functionDeclarations.parameters";
      case TOOL_CHOICE, TOOL_STRICT -> "toolConfig.functionCallingConfig";
      case REASONING_BUDGET -> CONFIG + "thinkingConfig.thinkingBudget";
      case REASONING_EFFORT -> CONFIG + "thinkingConfig.thinkingLevel";
      case REASONING_SUMMARY -> CONFIG + "thinkingConfig.includeThoughts";
      case TEMPERATURE -> CONFIG + "temperature";
      case TOP_P -> CONFIG + "topP";
      case TOP_K -> CONFIG + "topK";
      case FREQUENCY_PENALTY -> CONFIG + "frequencyPenalty";
      case PRESENCE_PENALTY -> CONFIG + "presencePenalty";
      case SEED -> CONFIG + "seed";
      case MAX_TOKENS -> CONFIG + "maxOutputTokens";
      case STOP -> CONFIG + "stopSequences";
      case N -> CONFIG + "candidateCount";
      case RESPONSE_FORMAT -> CONFIG + "responseMimeType";
      case RESPONSE_SCHEMA -> CONFIG + "responseSchema";
      case LOGPROBS -> CONFIG + "responseLogprobs";
      case SERVICE_TIER -> "serviceTier";
      case METADATA -> "labels";
      default -> field.plainName();
    };
  }
}
