package io.routerly.wire.openai;

import io.routerly.chat.ChatEvent;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.EventEncoder;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a streamed answer: the role, what grows, the reason of each end, the usage where the
 * client asked for it, and the mark of the end.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat-streaming">the chunks in the
 *     API reference</a>
 */
final class ChatEncoder implements EventEncoder {
  private final ClientWishes wishes;
  private final ChunkLines lines;
  private final Map<Integer, ChoiceEncoder> choices = new HashMap<>();
  private final List<ChatEvent.ChoiceEnded> finished = new ArrayList<>();

  ChatEncoder(AnswerFrame frame) {
    this.wishes = ClientWishes.of(frame.request());
    this.lines = new ChunkLines(frame, wishes);
  }

  @Override
  public void write(ChatEvent event, ByteArrayOutputStream target) {
    lines.to(target);
    if (event instanceof ChatEvent.Started started) {
      lines.model(started.model());
      choice(0);
    } else if (event instanceof ChatEvent.BlockStarted block) {
      choice(block.choice()).start(block);
    } else if (event instanceof ChatEvent.BlockGrew grew) {
      choice(grew.choice()).grow(grew);
    } else if (event instanceof ChatEvent.Cited cited) {
      choice(cited.choice()).cite(cited);
    } else if (event instanceof ChatEvent.Signed signed) {
      choice(signed.choice()).sign(signed);
    } else if (event instanceof ChatEvent.BlockEnded block) {
      choice(block.choice()).end(block.block());
    } else if (event instanceof ChatEvent.TokensRated rated) {
      choice(rated.choice()).rate(rated.tokens());
    } else if (event instanceof ChatEvent.ChoiceEnded ended) {
      finished.add(ended);
    } else if (event instanceof ChatEvent.Ended ended) {
      end(ended);
    }
  }

  /** Returns the choice, which begins with its role. */
  private ChoiceEncoder choice(int index) {
    return choices
        .computeIfAbsent(index, absent -> new ChoiceEncoder(index, wishes, lines))
        .introduced();
  }

  /** The ends of choices wait for that of the answer, since clients look there for its lane. */
  private void end(ChatEvent.Ended ended) {
    lines.serviceTier(ended.serviceTier().map(ServiceTiers::told));
    finished.forEach(last -> choice(last.choice()).finish(last.reason()));
    ended.usage().ifPresent(lines::usage);
    lines.done();
  }

  @Override
  public byte[] signOfLife() {
    return new ChatWatch().signOfLife();
  }

  @Override
  public byte[] failure(String code, String message) {
    return new ChatWatch().failureEvent(code, message);
  }
}
