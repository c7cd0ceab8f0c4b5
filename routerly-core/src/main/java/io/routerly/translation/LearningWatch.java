package io.routerly.translation;

import io.routerly.chat.AnswerAssembler;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.TokenUsage;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.ChatCodec;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.sse.SseEvent;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks at an answer as another watch does, and reads it as a conversation beside that. What it
 * cannot read it does not learn from, and nobody is troubled by that. One owner thread.
 */
final class LearningWatch implements AnswerWatch {
  private final AnswerWatch watch;
  private final ChatCodec codec;
  private final Consumer<ChatAnswer> pupil;
  private final EventDecoder decoder;
  private final AnswerAssembler assembler = new AnswerAssembler();
  private boolean over;

  /**
   * @param pupil is told of the answer once it is complete, before the client has its end
   */
  LearningWatch(AnswerWatch watch, ChatCodec codec, Consumer<ChatAnswer> pupil) {
    this.watch = watch;
    this.codec = codec;
    this.pupil = pupil;
    this.decoder = codec.decoder();
  }

  @Override
  public void body(byte[] body) {
    watch.body(body);
    if (watch.error().isEmpty()) {
      learn(() -> pupil.accept(codec.readAnswer(JsonTrees.object(body))));
    }
  }

  @Override
  public EventKind event(SseEvent event) {
    EventKind kind = watch.event(event);
    switch (kind) {
      case IDLE -> {}
      case FAILURE -> over = true;
      case CONTENT, USAGE_ONLY -> learn(() -> decoder.event(event, assembler::add));
      case LAST -> {
        learn(() -> decoder.event(event, assembler::add));
        learn(this::finish);
        over = true;
      }
    }
    return kind;
  }

  private void finish() {
    decoder.finish(assembler::add);
    pupil.accept(assembler.answer());
  }

  private void learn(Runnable step) {
    if (over) {
      return;
    }
    try {
      step.run();
    } catch (GatewayException | JsonSyntaxException e) {
      over = true;
    }
  }

  @Override
  public Optional<TokenUsage> usage() {
    return watch.usage();
  }

  @Override
  public boolean usageInDoubt() {
    return watch.usageInDoubt();
  }

  @Override
  public Optional<ReportedError> error() {
    return watch.error();
  }

  @Override
  public boolean isWholeAtEnd() {
    return watch.isWholeAtEnd();
  }

  @Override
  public long generatedCharacters() {
    return watch.generatedCharacters();
  }

  @Override
  public byte[] signOfLife() {
    return watch.signOfLife();
  }

  @Override
  public byte[] failureEvent(String code, String message) {
    return watch.failureEvent(code, message);
  }
}
