package io.routerly.wire.openai;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a provider's whole answer. */
final class AnswerReader {
  /** Nobody is told of what an answer holds beyond what is understood. */
  private final Losses nobody = new Losses();

  private final String source;

  private AnswerReader(String source) {
    this.source = source;
  }

  static ChatAnswer read(JsonObject body) {
    FieldReader fields = FieldReader.ofAnswer(body);
    String id = fields.string("id").orElse("");
    AnswerReader reader = new AnswerReader(CallIds.source(id, body));
    Map<Long, ChatAnswer.Choice> choices = new TreeMap<>();
    for (FieldReader choice : fields.objects("choices")) {
      long index = choice.whole("index").orElse(choices.size());
      choices.put(index, reader.choice(choices.size(), choice));
    }
    if (choices.isEmpty()) {
      throw fields.invalid("choices", "an array that is not empty");
    }
    return new ChatAnswer(
        id,
        fields.string("model").orElse(""),
        List.copyOf(choices.values()),
        UsageObject.read(fields.plainObject("usage")),
        fields.string("service_tier"));
  }

  private ChatAnswer.Choice choice(int number, FieldReader choice) {
    List<ContentBlock> blocks =
        choice.object("message").map(message -> blocks(number, message)).orElse(List.of());
    boolean calls = blocks.stream().anyMatch(ToolUse.class::isInstance);
    boolean refuses = blocks.stream().anyMatch(Refusal.class::isInstance);
    return new ChatAnswer.Choice(
        blocks, Finish.read(choice.string("finish_reason"), calls, refuses), Logprobs.read(choice));
  }

  private List<ContentBlock> blocks(int number, FieldReader message) {
    List<ContentBlock> blocks = new ArrayList<>();
    ConversationReader.thinking(message)
        .ifPresent(text -> blocks.add(new Thinking(text, Optional.empty())));
    blocks.addAll(new PartReader(nobody).content(message));
    Annotations.attach(blocks, message);
    Defaults.filled(message.string("refusal")).ifPresent(text -> blocks.add(new Refusal(text)));
    int calls = 0;
    for (FieldReader call : message.objects("tool_calls")) {
      String fallback = CallIds.missing(source, number, calls++);
      String callId = Defaults.filled(call.string("id")).orElse(fallback);
      ToolCalls.read(call, callId, nobody)
          .filter(named -> !named.name().isEmpty())
          .ifPresent(blocks::add);
    }
    if (calls == 0) {
      message.object("function_call").ifPresent(call -> blocks.add(legacy(number, call)));
    }
    return blocks;
  }

  private ToolUse legacy(int number, FieldReader call) {
    return new ToolUse(
        CallIds.missing(source, number, 0),
        call.requireString("name"),
        ToolCalls.arguments(call, "arguments"));
  }
}
