package io.routerly.wire;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatField;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import jakarta.json.JsonObject;

/**
 * Reads and writes the conversations of one wire format, in both directions: as the client's format
 * ({@code readRequest}, {@code writeAnswer}, {@code encoder}) and as the provider's ({@code
 * writeRequest}, {@code readAnswer}, {@code decoder}).
 *
 * <p>A codec knows the format and no provider; where APIs of one format differ, {@link ApiTraits}
 * says so. Stateless and thread-safe; decoders and encoders belong to one answer each.
 */
public interface ChatCodec extends WireCodec {
  /**
   * Reads a client's request.
   *
   * @param losses is told of every field that says something and has no place in {@link
   *     ChatRequest}
   * @throws io.routerly.error.GatewayException {@code invalid_request} naming the field, if a field
   *     that is understood has a wrong type or lacks what it needs
   */
  ChatRequest readRequest(JsonObject body, Losses losses);

  /**
   * Writes a request for a provider, all but what belongs to the address: the model's name and the
   * wish for a stream stand in it where the format has them in the body.
   *
   * @param losses is told of everything in the request that the format cannot express
   */
  JsonObject writeRequest(ChatRequest request, Target target, Losses losses);

  /**
   * Reads a provider's whole answer.
   *
   * @throws io.routerly.error.GatewayException {@code provider_bad_response} if it is none
   */
  ChatAnswer readAnswer(JsonObject body);

  /**
   * Writes a whole answer for a client.
   *
   * @param losses is told of what of the answer the format cannot express
   */
  JsonObject writeAnswer(ChatAnswer answer, AnswerFrame frame, Losses losses);

  /** Returns a decoder for one streamed answer of a provider. */
  EventDecoder decoder();

  /** Returns an encoder for one streamed answer to a client. */
  EventEncoder encoder(AnswerFrame frame);

  /** Returns what this format calls a field, as a client would look it up in the API reference. */
  default String nameOf(ChatField field) {
    return field.plainName();
  }
}
