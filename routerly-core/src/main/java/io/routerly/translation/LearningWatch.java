package io.routerly.translation;

import io.routerly.chat.AnswerAssembler;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.TokenUsage;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.ChatCodec;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.sse.SseEvent;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an answer as another watch does, and reads it as a conversation beside that. What it
 * cannot read it does not learn from, nor what is longer than is ever remembered, and nobody is
 * troubled by that. One owner thread.
 */
final class LearningWatch implements AnswerWatch {
  private final AnswerWatch watch;
  private final Function<JsonObject, ChatAnswer> reader;
  private final EventDecoder decoder;
  private final long mostCharacters;
  private final Consumer<ChatAnswer> pupil;
  private final AnswerSize size = new AnswerSize();

  /** Null once there is nothing more to learn, so that nothing is kept of the answer. */
  private @Nullable AnswerAssembler assembler = new AnswerAssembler();

  /**
   * @param pupil is told of the answer once it is complete, before the client has its end
   */
  LearningWatch(AnswerWatch watch, ChatCodec codec, Consumer<ChatAnswer> pupil) {
    this(watch, codec::readAnswer, codec.decoder(), TurnMemory.MOST_CHARACTERS, pupil);
  }

  LearningWatch(
      AnswerWatch watch,
      Function<JsonObject, ChatAnswer> reader,
      EventDecoder decoder,
      long mostCharacters,
      Consumer<ChatAnswer> pupil) {
    this.watch = watch;
    this.reader = reader;
    this.decoder = decoder;
    this.mostCharacters = mostCharacters;
    this.pupil = pupil;
  }

  @Override
  public void body(byte[] body) {
    watch.body(body);
    if (watch.error().isEmpty()) {
      learn(known -> pupil.accept(reader.apply(JsonTrees.object(body))));
    }
  }

  @Override
  public EventKind event(SseEvent event) {
    EventKind kind = watch.event(event);
    switch (kind) {
      case IDLE -> {}
      case FAILURE -> assembler = null;
      case CONTENT, USAGE_ONLY -> learn(known -> decoder.event(event, said -> add(said, known)));
      case LAST -> {
        learn(known -> decoder.event(event, said -> add(said, known)));
        learn(this::finish);
        assembler = null;
      }
    }
    return kind;
  }

  private void add(ChatEvent event, AnswerAssembler known) {
    size.add(event);
    known.add(event);
  }

  private void finish(AnswerAssembler known) {
    decoder.finish(said -> add(said, known));
    pupil.accept(known.answer());
  }

  /** A decoder may hold back what it was told, so that what the watch counted counts, too. */
  private boolean isTooLong() {
    return Math.max(size.characters(), watch.generatedCharacters()) > mostCharacters;
  }

  private void learn(Consumer<AnswerAssembler> step) {
    AnswerAssembler known = assembler;
    if (known == null || isTooLong()) {
      assembler = null;
      return;
    }
    try {
      step.accept(known);
    } catch (GatewayException | JsonSyntaxException | IllegalStateException e) {
      assembler = null;
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
  public boolean failureIsTold() {
    return watch.failureIsTold();
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
