package io.routerly.translation;

import io.routerly.chat.AnswerAssembler;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.sse.SseEvent;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Writes one provider's stream in the client's format, event by event. One owner thread. */
public final class StreamTranslation {
  private final EventDecoder decoder;
  private final EventEncoder encoder;
  private final Consumer<ChatAnswer> whenComplete;
  private final AnswerAssembler assembler = new AnswerAssembler();
  private final AnswerSize size = new AnswerSize();

  StreamTranslation(EventDecoder decoder, EventEncoder encoder, Consumer<ChatAnswer> whenComplete) {
    this.decoder = decoder;
    this.encoder = encoder;
    this.whenComplete = whenComplete;
  }

  /** Adds to {@code target} what an event of the provider says in the client's format. */
  public void event(SseEvent event, ByteArrayOutputStream target) {
    decoder.event(event, said -> write(said, target));
  }

  /** Adds to {@code target} what is still missing of an answer that is complete. */
  public void finish(ByteArrayOutputStream target) {
    decoder.finish(said -> write(said, target));
  }

  /** The next turn may come as soon as the client has the end, so it is remembered before that. */
  void write(ChatEvent event, ByteArrayOutputStream target) {
    requireBounded(event);
    assembler.add(event);
    if (event instanceof ChatEvent.Ended) {
      whenComplete.accept(assembler.answer());
    }
    encoder.write(event, target);
  }

  private void requireBounded(ChatEvent event) {
    size.add(event);
    if (size.characters() > AnswerSize.MOST_CHARACTERS) {
      throw new GatewayException(
          ErrorCode.PROVIDER_BAD_RESPONSE,
          "The provider streamed more than " + AnswerSize.MOST_CHARACTERS + " characters.");
    }
  }

  /** Returns bytes that mean nothing to the client and may stand between two events. */
  public byte[] signOfLife() {
    return encoder.signOfLife();
  }

  /** Returns the events that tell the client of a failure. */
  public byte[] failure(String code, String message) {
    return encoder.failure(code, message);
  }
}
