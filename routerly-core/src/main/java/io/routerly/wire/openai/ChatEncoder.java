package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.EventEncoder;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a streamed answer: the role, what grows, the reason of each end, the usage where the
 * client asked for it, and the mark of the end.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat-streaming">the chunks in the
 *     API reference</a>
 */
final class ChatEncoder implements EventEncoder {
  private static final byte[] DATA = "data: ".getBytes(UTF_8);
  private static final byte[] END = "\n\n".getBytes(UTF_8);
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);

  private final AnswerFrame frame;
  private final ClientWishes wishes;
  private final Map<Integer, ChoiceEncoder> choices = new HashMap<>();
  private final List<ChatEvent.ChoiceEnded> finished = new ArrayList<>();
  private Optional<String> serviceTier = Optional.empty();
  private String model = "";

  ChatEncoder(AnswerFrame frame) {
    this.frame = frame;
    this.wishes = ClientWishes.of(frame.request());
  }

  @Override
  public void write(ChatEvent event, ByteArrayOutputStream target) {
    if (event instanceof ChatEvent.Started started) {
      model = started.model();
      choice(0, target);
    } else if (event instanceof ChatEvent.BlockStarted block) {
      choice(block.choice(), target).start(block);
    } else if (event instanceof ChatEvent.BlockGrew grew) {
      choice(grew.choice(), target).grow(grew);
    } else if (event instanceof ChatEvent.Cited cited) {
      choice(cited.choice(), target).cite(cited);
    } else if (event instanceof ChatEvent.Signed signed) {
      choice(signed.choice(), target).sign(signed);
    } else if (event instanceof ChatEvent.BlockEnded block) {
      choice(block.choice(), target).end(block.block());
    } else if (event instanceof ChatEvent.TokensRated rated) {
      choice(rated.choice(), target).rate(rated.tokens());
    } else if (event instanceof ChatEvent.ChoiceEnded ended) {
      finished.add(ended);
    } else if (event instanceof ChatEvent.Ended ended) {
      end(ended, target);
    }
  }

  /** Returns the choice, which begins with its role. */
  private ChoiceEncoder choice(int index, ByteArrayOutputStream target) {
    return choices
        .computeIfAbsent(index, absent -> new ChoiceEncoder(index, wishes))
        .writingTo(choice -> chunk(Nodes.array().add(choice).build(), target));
  }

  private void chunk(JsonArray said, ByteArrayOutputStream target) {
    JsonObjectBuilder chunk = chunk().add("choices", said);
    if (wishes.usage()) {
      chunk.addNull("usage");
    }
    data(chunk.build(), target);
  }

  private JsonObjectBuilder chunk() {
    JsonObjectBuilder chunk =
        Nodes.object()
            .add("id", AnswerWriter.id(frame))
            .add("object", "chat.completion.chunk")
            .add("created", frame.createdAt())
            .add("model", model);
    serviceTier.ifPresent(tier -> chunk.add("service_tier", tier));
    return chunk;
  }

  private static void data(JsonObject chunk, ByteArrayOutputStream target) {
    target.writeBytes(DATA);
    target.writeBytes(JsonTrees.bytes(chunk));
    target.writeBytes(END);
  }

  /** The ends of choices wait for that of the answer, since clients look there for its lane. */
  private void end(ChatEvent.Ended ended, ByteArrayOutputStream target) {
    serviceTier = ended.serviceTier().map(ServiceTiers::told);
    finished.forEach(last -> choice(last.choice(), target).finish(last.reason()));
    Optional<TokenUsage> usage = ended.usage();
    if (wishes.usage() && usage.isPresent()) {
      JsonObjectBuilder last = chunk();
      last.add("choices", JsonValue.EMPTY_JSON_ARRAY);
      last.add("usage", UsageObject.write(usage.get()));
      data(last.build(), target);
    }
    target.writeBytes(DONE);
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
