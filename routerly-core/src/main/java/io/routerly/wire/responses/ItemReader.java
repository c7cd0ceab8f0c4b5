package io.routerly.wire.responses;

import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.wire.FieldReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the items of a conversation. One owner thread. */
final class ItemReader {
  private final Losses losses;
  private final PartReader parts;
  private final TurnGrouper turns = new TurnGrouper();
  private final Map<String, Signature> callSeals = new HashMap<>();

  ItemReader(Losses losses) {
    this.losses = losses;
    this.parts = new PartReader(losses);
  }

  /** Says something in one message. */
  void say(Role role, String text) {
    turns.say(role, List.of(new ContentBlock.Text(text)));
  }

  /** Reads the next item. */
  void read(FieldReader item) {
    String type = item.has("role") && !item.has("type") ? "message" : item.requireString("type");
    item.ignore("type", "id", "status");
    switch (type) {
      case "message" -> turns.say(role(item), parts.content(item, "content"));
      case "function_call" -> call(item, Tool.Kind.FUNCTION, "arguments");
      case "custom_tool_call" -> call(item, Tool.Kind.CUSTOM, "input");
      case "function_call_output", "custom_tool_call_output" ->
          turns.answer(
              new ContentBlock.ToolResult(
                  item.requireString("call_id"),
                  parts.content(item, "output"),
                  false,
                  Optional.empty()));
      case "reasoning" -> reasoning(item);
      default -> {
        losses.drop("input." + type);
        return;
      }
    }
    item.reportUnread(losses);
  }

  /** Returns what was read. */
  List<Message> messages() {
    return turns.messages(this::sealed);
  }

  private static Role role(FieldReader item) {
    return switch (item.requireString("role")) {
      case "system" -> Role.SYSTEM;
      case "developer" -> Role.DEVELOPER;
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      default -> throw item.invalid("role", "user, assistant, system or developer");
    };
  }

  private void call(FieldReader item, Tool.Kind kind, String field) {
    String said = item.string(field).orElse("");
    boolean none = said.isBlank() && kind == Tool.Kind.FUNCTION;
    turns.speak(
        new ContentBlock.ToolUse(
            kind,
            item.requireString("call_id"),
            item.requireString("name"),
            none ? "{}" : said,
            Optional.empty(),
            Optional.empty()));
  }

  private void reasoning(FieldReader item) {
    String summary = text(item, "summary");
    String content = text(item, "content");
    String shown = summary.isEmpty() ? content : summary;
    Optional<String> encrypted = item.string("encrypted_content").filter(text -> !text.isEmpty());
    if (encrypted.isEmpty() && shown.isEmpty()) {
      losses.drop("input.reasoning"); // only the provider that stores it knows what it says
      return;
    }
    Optional<Seals.Seal> seal = encrypted.map(text -> Seals.open(text, item.string("id")));
    if (seal.orElse(null) instanceof Seals.Seal.OfCall call) {
      callSeals.put(call.callId(), call.signature());
    } else if (seal.orElse(null) instanceof Seals.Seal.Redacted redacted) {
      turns.speak(new ContentBlock.RedactedThinking(redacted.data()));
    } else {
      turns.speak(
          new ContentBlock.Thinking(
              shown, seal.map(value -> ((Seals.Seal.OfReasoning) value).signature())));
    }
  }

  private static String text(FieldReader item, String field) {
    return item.objects(field).stream()
        .map(part -> part.string("text").orElse(""))
        .collect(Collectors.joining("\n\n"));
  }

  private ContentBlock sealed(ContentBlock block) {
    return block instanceof ContentBlock.ToolUse call && callSeals.containsKey(call.id())
        ? new ContentBlock.ToolUse(
            call.kind(),
            call.id(),
            call.name(),
            call.arguments(),
            Optional.of(callSeals.get(call.id())),
            call.cache())
        : block;
  }
}
