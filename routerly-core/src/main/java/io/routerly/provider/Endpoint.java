package io.routerly.provider;

import io.routerly.wire.WireFormat;

/**
 * The endpoint of an API that answers conversations in some format.
 *
 * @param path after the API version, percent-encoded
 * @param query the raw query string, or an empty string
 */
public record Endpoint(String path, String query) {
  private static final String COUNT = ":countTokens";

  /**
   * Returns the endpoint that a conversation goes to.
   *
   * @param modelName what the provider calls the model
   * @param stream whether the answer is to be streamed
   * @throws IllegalArgumentException if the format is pass-through, which has no endpoint of its
   *     own
   */
  public static Endpoint of(WireFormat format, String modelName, boolean stream) {
    return switch (format) {
      case OPENAI_CHAT -> new Endpoint("/chat/completions", "");
      case OPENAI_RESPONSES -> new Endpoint("/responses", "");
      case ANTHROPIC_MESSAGES -> new Endpoint("/messages", "");
      case GEMINI ->
          stream
              ? new Endpoint(geminiModel(modelName) + ":streamGenerateContent", "alt=sse")
              : new Endpoint(geminiModel(modelName) + ":generateContent", "");
      case OPAQUE -> throw new IllegalArgumentException("pass-through has no endpoint");
    };
  }

  /**
   * Returns the endpoint that counts the tokens of a conversation.
   *
   * @param modelName what the provider calls the model
   * @throws IllegalArgumentException if the format has no such endpoint
   */
  public static Endpoint counting(WireFormat format, String modelName) {
    return switch (format) {
      case ANTHROPIC_MESSAGES -> new Endpoint("/messages/count_tokens", "");
      case OPENAI_RESPONSES -> new Endpoint("/responses/input_tokens", "");
      case GEMINI -> new Endpoint(geminiModel(modelName) + COUNT, "");
      case OPENAI_CHAT, OPAQUE ->
          throw new IllegalArgumentException(format.title() + " counts no tokens");
    };
  }

  /** Tuned models are named with their collection, others mostly without. */
  private static String geminiModel(String name) {
    int slash = name.indexOf('/');
    String collection = slash < 0 ? "models" : name.substring(0, slash);
    return "/" + PathText.encode(collection) + "/" + PathText.encode(name.substring(slash + 1));
  }
}
