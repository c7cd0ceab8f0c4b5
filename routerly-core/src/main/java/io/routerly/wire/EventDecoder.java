package io.routerly.wire;

import io.routerly.chat.ChatEvent;
import io.routerly.wire.sse.SseEvent;
import java.util.function.Consumer;

/**
 * Reads one streamed answer of a provider, and hands it out in the order that {@link ChatEvent}
 * promises. Errors in the stream are the {@link AnswerWatch}'s to find, not the decoder's. One
 * owner thread.
 */
public interface EventDecoder {
  /**
   * Reads the next event.
   *
   * @throws io.routerly.json.JsonSyntaxException if its data is no JSON
   * @throws io.routerly.error.GatewayException {@code provider_bad_response} if it is not of this
   *     format
   */
  void event(SseEvent event, Consumer<ChatEvent> sink);

  /**
   * Hands out what is still missing of an answer that is known to be complete: the ends of blocks
   * and choices, and {@link ChatEvent.Ended}. Called once, after the provider's last event; does
   * nothing if all was said.
   */
  void finish(Consumer<ChatEvent> sink);
}
