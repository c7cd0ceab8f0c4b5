package io.routerly.wire.anthropic;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.FinishReason;
import io.routerly.chat.TokenUsage;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.EventEncoder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Writes a streamed answer for a client: {@code message_start}, then every block from its start
 * over its deltas to its stop before the next one, then {@code message_delta} and {@code
 * message_stop}.
 *
 * <p>Of several answers only the first is told, and blocks that the format lacks, or the client did
 * not ask for, are left out.
 */
final class MessagesEncoder implements EventEncoder {
  private final AnswerFrame frame;
  private final BlockStream blocks;
  private FinishReason finish = FinishReason.of(FinishReason.Kind.STOP);
  private Optional<TokenUsage> atStart = Optional.empty();
  private boolean refused;

  MessagesEncoder(AnswerFrame frame) {
    this.frame = frame;
    this.blocks = new BlockStream(AnswerWriter.showsThinking(frame));
  }

  @Override
  public void write(ChatEvent event, ByteArrayOutputStream target) {
    if (event instanceof ChatEvent.Started started) {
      start(started, target);
    } else if (event instanceof ChatEvent.BlockStarted block && block.choice() == 0) {
      refused |= block.opening() instanceof Refusal;
      blocks.start(block.opening(), target);
    } else if (event instanceof ChatEvent.BlockGrew grew && grew.choice() == 0) {
      blocks.grow(grew.text(), target);
    } else if (event instanceof ChatEvent.Cited cited && cited.choice() == 0) {
      blocks.cite(cited.citation(), target);
    } else if (event instanceof ChatEvent.Signed signed && signed.choice() == 0) {
      blocks.sign(signed.signature(), target);
    } else if (event instanceof ChatEvent.BlockEnded block && block.choice() == 0) {
      blocks.stop(target);
    } else if (event instanceof ChatEvent.ChoiceEnded choice && choice.choice() == 0) {
      finish = choice.reason();
    } else if (event instanceof ChatEvent.Ended ended) {
      end(ended, target);
    }
  }

  private void start(ChatEvent.Started started, ByteArrayOutputStream target) {
    atStart = started.usage();
    JsonObjectBuilder message =
        AnswerWriter.envelope(frame, started.model(), Blocks.array())
            .add("stop_reason", JsonValue.NULL)
            .add("stop_sequence", JsonValue.NULL)
            .add("usage", MessagesUsage.write(atStart.orElse(TokenUsage.NONE), Optional.empty()));
    tell(Blocks.block("message_start").add("message", message), "message_start", target);
  }

  private void end(ChatEvent.Ended ended, ByteArrayOutputStream target) {
    JsonObjectBuilder delta = Blocks.object();
    AnswerWriter.end(delta, finish, refused);
    TokenUsage usage = ended.usage().or(() -> atStart).orElse(TokenUsage.NONE);
    tell(
        Blocks.block("message_delta")
            .add("delta", delta)
            .add("usage", MessagesUsage.writeEnd(usage, atStart, ended.serviceTier())),
        "message_delta",
        target);
    tell(Blocks.block("message_stop"), "message_stop", target);
  }

  private static void tell(JsonObjectBuilder event, String name, ByteArrayOutputStream target) {
    BlockStream.event(name, event.build().toString(), target);
  }

  @Override
  public byte[] signOfLife() {
    return MessagesWatch.PING.clone();
  }

  @Override
  public byte[] failure(String code, String message) {
    return AnthropicCodec.failure(code, message);
  }
}
