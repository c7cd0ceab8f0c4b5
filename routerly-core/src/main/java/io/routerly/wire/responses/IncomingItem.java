package io.routerly.wire.responses;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Tool;
import io.routerly.wire.FieldReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An item of a provider's answer, as far as it has come. One owner thread. */
final class IncomingItem {
  private static final String BETWEEN_PARTS = "\n\n";

  private final BlockQueue blocks;
  private final Map<Long, GrowingBlock> parts = new HashMap<>();
  private String id = "";
  private String type = "";
  private String shown = "";
  private long shownPart;
  private int shownFrom;

  IncomingItem(BlockQueue blocks) {
    this.blocks = blocks;
  }

  String id() {
    return id;
  }

  String type() {
    return type;
  }

  /** Reads the item as it begins. */
  void begin(FieldReader item) {
    identify(item);
    switch (type) {
      case "function_call" -> call(Tool.Kind.FUNCTION, item);
      case "custom_tool_call" -> call(Tool.Kind.CUSTOM, item);
      case "reasoning" -> thinking();
      default -> {}
    }
  }

  /** Reads the item as it is in the end, and ends it. */
  void end(FieldReader item) {
    begin(item);
    switch (type) {
      case "message" -> message(item);
      case "function_call" -> argumentsDone(item.string("arguments").orElse(""));
      case "custom_tool_call" -> argumentsDone(item.string("input").orElse(""));
      case "reasoning" -> reasoning(item);
      default -> {}
    }
    parts.values().forEach(GrowingBlock::close);
  }

  private void identify(FieldReader item) {
    id = item.string("id").orElse(id);
    type = item.string("type").orElse(type);
  }

  private void call(Tool.Kind kind, FieldReader item) {
    Optional<String> name = item.string("name").filter(text -> !text.isEmpty());
    Optional<String> callId = item.string("call_id").filter(text -> !text.isEmpty());
    GrowingBlock block = part(0, ChatEvent.Part.ARGUMENTS);
    name.ifPresent(
        tool ->
            block.open(
                new ContentBlock.ToolUse(
                    kind, callId.orElse(id), tool, "", Optional.empty(), Optional.empty())));
  }

  private GrowingBlock thinking() {
    GrowingBlock block = part(0, ChatEvent.Part.THINKING);
    block.open(new ContentBlock.Thinking("", Optional.empty()));
    return block;
  }

  private GrowingBlock part(long index, ChatEvent.Part kind) {
    return parts.computeIfAbsent(index, absent -> blocks.add(kind));
  }

  /** Returns a part of a message that holds text. */
  GrowingBlock text(long index) {
    GrowingBlock block = part(index, ChatEvent.Part.TEXT);
    block.open(new ContentBlock.Text(""));
    return block;
  }

  /** Returns a part of a message that holds a refusal. */
  GrowingBlock refusal(long index) {
    GrowingBlock block = part(index, ChatEvent.Part.REFUSAL);
    block.open(new ContentBlock.Refusal(""));
    return block;
  }

  void argumentsGrew(String more) {
    part(0, ChatEvent.Part.ARGUMENTS).grow(more);
  }

  void argumentsDone(String whole) {
    GrowingBlock block = part(0, ChatEvent.Part.ARGUMENTS);
    block.complete(0, whole);
    block.settle();
  }

  /**
   * Reasoning grew.
   *
   * @param kind {@code summary} or {@code content}: where both are shown, the one that comes first
   *     is told
   */
  void thinkingGrew(String kind, long index, String more) {
    if (isShown(kind)) {
      turnTo(index);
      thinking().grow(more);
    }
  }

  /** A part of reasoning is whole. */
  void thinkingDone(String kind, long index, String whole) {
    if (isShown(kind)) {
      turnTo(index);
      thinking().complete(shownFrom, whole);
    }
  }

  private boolean isShown(String kind) {
    shown = shown.isEmpty() ? kind : shown;
    return shown.equals(kind);
  }

  private void turnTo(long index) {
    GrowingBlock block = thinking();
    if (index != shownPart && block.length() > 0) {
      block.grow(BETWEEN_PARTS);
    }
    if (index != shownPart) {
      shownPart = index;
      shownFrom = block.length();
    }
  }

  private void reasoning(FieldReader item) {
    String summary = texts(item, "summary");
    boolean content = shown.isEmpty() ? summary.isEmpty() : shown.equals("content");
    GrowingBlock block = thinking();
    block.complete(0, content ? texts(item, "content") : summary);
    item.string("encrypted_content")
        .filter(text -> !text.isEmpty() && !text.equals(Seals.UNSIGNED))
        .map(text -> Seals.ofProvider(text, item.string("id")))
        .ifPresent(block::sign);
  }

  private static String texts(FieldReader item, String field) {
    return item.objects(field).stream()
        .map(part -> part.string("text").orElse(""))
        .collect(Collectors.joining(BETWEEN_PARTS));
  }

  private void message(FieldReader item) {
    long index = 0;
    for (FieldReader part : item.objects("content")) {
      partDone(index++, part);
    }
  }

  /** Reads a part of a message as it is in the end. */
  void partDone(long index, FieldReader part) {
    String kind = part.string("type").orElse("");
    if (kind.equals("output_text")) {
      GrowingBlock text = text(index);
      text.complete(0, part.string("text").orElse(""));
      text.completeCitations(citations(part));
      text.completeTokens(Logprobs.read(part));
      text.close();
    } else if (kind.equals("refusal")) {
      GrowingBlock refusal = refusal(index);
      refusal.complete(0, part.string("refusal").orElse(""));
      refusal.close();
    }
  }

  private static List<Citation> citations(FieldReader part) {
    List<Citation> citations = new ArrayList<>();
    part.objects("annotations").forEach(a -> Annotations.read(a).ifPresent(citations::add));
    return citations;
  }
}
