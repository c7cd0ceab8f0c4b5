package io.routerly.wire.openai;

import io.routerly.chat.CacheControl;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.wire.FieldReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the messages of a request, in order.
 *
 * <p>Messages of tools that follow each other become one message of the user, with nothing in it
 * but their results. One conversation.
 */
final class ConversationReader {
  private final Losses losses;
  private final PartReader parts;
  private final List<Message> messages = new ArrayList<>();
  private final List<ContentBlock> results = new ArrayList<>();
  private int legacyCalls;

  ConversationReader(Losses losses) {
    this.losses = losses;
    this.parts = new PartReader(losses);
  }

  List<Message> read(List<FieldReader> given) {
    given.forEach(this::message);
    endResults();
    return messages;
  }

  private void message(FieldReader message) {
    String role = message.requireString("role");
    switch (role) {
      case "system" -> add(Role.SYSTEM, message, parts.content(message));
      case "developer" -> add(Role.DEVELOPER, message, parts.content(message));
      case "user" -> add(Role.USER, message, parts.content(message));
      case "assistant" -> add(Role.ASSISTANT, message, assistant(message));
      case "tool" -> result(message, message.requireString("tool_call_id"));
      case "function" -> result(message, legacyId(legacyCalls));
      default ->
          throw message.invalid("role", "system, developer, user, assistant, tool or function");
    }
    Defaults.ignoreEmpty(message, "annotations", "tool_calls", "audio");
    message.reportUnread(losses);
  }

  private void add(Role role, FieldReader message, List<ContentBlock> content) {
    endResults();
    CacheMarks.mark(content, CacheMarks.read(message, losses));
    messages.add(new Message(role, content, Defaults.filled(message.string("name"))));
  }

  private void endResults() {
    if (!results.isEmpty()) {
      messages.add(new Message(Role.USER, results));
      results.clear();
    }
  }

  private void result(FieldReader message, String id) {
    List<ContentBlock> content = parts.content(message);
    Optional<CacheControl> mark =
        CacheMarks.read(message, losses).or(() -> CacheMarks.last(content));
    message.ignore("name"); // of the function, which the call names already
    results.add(new ToolResult(id, content.stream().map(this::plain).toList(), false, mark));
  }

  /** The mark of a result stands on the result. */
  private ContentBlock plain(ContentBlock block) {
    return block instanceof Text text
        ? new Text(text.text(), text.citations(), Optional.empty())
        : block;
  }

  private List<ContentBlock> assistant(FieldReader message) {
    List<ContentBlock> blocks = new ArrayList<>();
    thinking(message).ifPresent(text -> blocks.add(new Thinking(text, Optional.empty())));
    blocks.addAll(parts.content(message));
    Annotations.attach(blocks, message);
    Defaults.filled(message.string("refusal"))
        .ifPresent(refusal -> blocks.add(new Refusal(refusal)));
    for (FieldReader call : message.objects("tool_calls")) {
      ToolCalls.read(call, call.requireString("id"), losses).ifPresent(blocks::add);
    }
    message.object("function_call").ifPresent(call -> blocks.add(legacyCall(call)));
    return blocks;
  }

  /** Two names are in use for one thing; some clients send both. */
  static Optional<String> thinking(FieldReader message) {
    Optional<String> content = Defaults.filled(message.string("reasoning_content"));
    Optional<String> reasoning = Defaults.filled(message.string("reasoning"));
    return content.or(() -> reasoning);
  }

  private ToolUse legacyCall(FieldReader call) {
    legacyCalls++;
    return new ToolUse(
        legacyId(legacyCalls), call.requireString("name"), ToolCalls.arguments(call, "arguments"));
  }

  /** Calls had no ids then: a result belonged to the call before it. */
  private static String legacyId(int number) {
    return "call_function_" + number;
  }
}
