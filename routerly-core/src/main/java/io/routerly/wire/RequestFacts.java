package io.routerly.wire;

import io.routerly.chat.Feature;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the gateway needs to know of a request body, found without a tree.
 *
 * @param model the model that the client named; empty when it named none
 * @param modelField where its value stands
 * @param stream whether the answer is to be streamed
 * @param streamOptions where {@code stream_options} stands and what it says
 * @param maxOutputTokens the client's own limit on the answer
 * @param answers how many answers it asks for at a time, each of which may be as long as the limit
 * @param hybrid whether it has {@code input} and no {@code messages}, as Cursor writes to Chat
 *     Completions
 * @param inputBytes length of the text in the body in bytes, with a flat figure for each file in
 *     base64; tokens may be estimated from it
 * @param features what it takes of a model; nothing for a body that is not understood
 * @param origin what it says of the conversation that it goes on with
 */
public record RequestFacts(
    String model,
    Optional<ModelField> modelField,
    boolean stream,
    Optional<StreamOptions> streamOptions,
    OptionalLong maxOutputTokens,
    int answers,
    boolean hybrid,
    int inputBytes,
    Set<Feature> features,
    Origin origin) {

  /** The longest name that a configured model may have; a longer one would only fill the logs. */
  private static final int MAX_NAME = 200;

  private static final int BYTES_PER_TOKEN = 4;

  /** No API makes as many answers at a time. */
  static final int MOST_ANSWERS = 1000;

  /**
   * @throws GatewayException {@code invalid_request} if the model's name is longer than any could
   *     be
   */
  public RequestFacts {
    if (model.length() > MAX_NAME) {
      String message = "The request names a model with more than " + MAX_NAME + " characters.";
      throw GatewayException.withDetails(
          ErrorCode.INVALID_REQUEST,
          message,
          List.of(new GatewayException.Detail("/model", message)));
    }
  }

  /**
   * The value of the field that names the model.
   *
   * @param value where it stands, quotes included
   * @param quoted whether it is a JSON string rather than plain text
   */
  public record ModelField(Span value, boolean quoted) {}

  /**
   * The field {@code stream_options} of Chat Completions.
   *
   * @param value where its value stands
   * @param includeUsageValue where the value of {@code include_usage} in it stands
   * @param includeUsage whether the client asked for the usage chunk
   * @param empty whether the value is null or an object without fields
   */
  public record StreamOptions(
      Span value, Optional<Span> includeUsageValue, boolean includeUsage, boolean empty) {}

  /** Returns an estimate of the prompt's tokens. */
  public long inputTokens() {
    return inputBytes / BYTES_PER_TOKEN;
  }

  /** Returns this for a model that is named outside of the body. */
  public RequestFacts withModel(String name) {
    return new RequestFacts(
        name,
        modelField,
        stream,
        streamOptions,
        maxOutputTokens,
        answers,
        hybrid,
        inputBytes,
        features,
        origin);
  }

  /** Returns whether the client asked for a usage chunk in the stream. */
  public boolean usageRequested() {
    return streamOptions.map(StreamOptions::includeUsage).orElse(false);
  }

  /** Returns the facts of a request without a JSON body, whose bytes tell nothing of tokens. */
  public static RequestFacts none() {
    return new RequestFacts(
        "",
        Optional.empty(),
        false,
        Optional.empty(),
        OptionalLong.empty(),
        1,
        false,
        0,
        Set.of(),
        Origin.NONE);
  }
}
