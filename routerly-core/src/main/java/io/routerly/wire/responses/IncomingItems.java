package io.routerly.wire.responses;

import io.routerly.wire.FieldReader;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The items of a provider's answer. One owner thread. */
final class IncomingItems {
  private final BlockQueue blocks;
  private final TreeMap<Long, IncomingItem> items = new TreeMap<>();
  private long completed;

  IncomingItems(BlockQueue blocks) {
    this.blocks = blocks;
  }

  /**
   * Takes an event that tells of an item.
   *
   * @return whether it is one that is understood
   */
  boolean take(String type, FieldReader event) {
    switch (type) {
      case "response.output_item.added" ->
          event.object("item").ifPresent(item -> of(event).begin(item));
      case "response.output_item.done" ->
          event.object("item").ifPresent(item -> of(event).end(item));
      case "response.content_part.added" -> event.object("part").ifPresent(p -> begin(event, p));
      case "response.content_part.done" ->
          event.object("part").ifPresent(part -> of(event).partDone(contentIndex(event), part));
      case "response.output_text.delta" -> {
        GrowingBlock text = of(event).text(contentIndex(event));
        text.grow(said(event, "delta"));
        text.rate(Logprobs.read(event));
      }
      case "response.output_text.done" -> {
        GrowingBlock text = of(event).text(contentIndex(event));
        text.complete(0, said(event, "text"));
        text.completeTokens(Logprobs.read(event));
        text.settle();
      }
      case "response.output_text.annotation.added" ->
          event
              .object("annotation")
              .flatMap(Annotations::read)
              .ifPresent(citation -> of(event).text(contentIndex(event)).cite(citation));
      case "response.refusal.delta" ->
          of(event).refusal(contentIndex(event)).grow(said(event, "delta"));
      case "response.refusal.done" -> {
        GrowingBlock refusal = of(event).refusal(contentIndex(event));
        refusal.complete(0, said(event, "refusal"));
        refusal.settle();
      }
      default -> {
        return takeCall(type, event) || takeReasoning(type, event);
      }
    }
    return true;
  }

  private boolean takeCall(String type, FieldReader event) {
    switch (type) {
      case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
          of(event).argumentsGrew(said(event, "delta"));
      case "response.function_call_arguments.done" ->
          of(event).argumentsDone(said(event, "arguments"));
      case "response.custom_tool_call_input.done" -> of(event).argumentsDone(said(event, "input"));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean takeReasoning(String type, FieldReader event) {
    switch (type) {
      case "response.reasoning_summary_text.delta" ->
          of(event).thinkingGrew("summary", summaryIndex(event), said(event, "delta"));
      case "response.reasoning_summary_text.done" ->
          of(event).thinkingDone("summary", summaryIndex(event), said(event, "text"));
      case "response.reasoning_text.delta" ->
          of(event).thinkingGrew("content", contentIndex(event), said(event, "delta"));
      case "response.reasoning_text.done" ->
          of(event).thinkingDone("content", contentIndex(event), said(event, "text"));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void begin(FieldReader event, FieldReader part) {
    String kind = part.string("type").orElse("");
    if (kind.equals("output_text")) {
      of(event).text(contentIndex(event));
    } else if (kind.equals("refusal")) {
      of(event).refusal(contentIndex(event));
    }
  }

  /**
   * Takes the next item of a complete answer, which may lack what was streamed, and may hold what
   * was not.
   */
  void complete(FieldReader item) {
    long index = completed++;
    String type = item.string("type").orElse("");
    Optional<IncomingItem> known = named(item.string("id").orElse(""));
    if (known.isPresent()) {
      known.get().end(item);
      return;
    }
    IncomingItem there = items.get(index);
    if (there == null || there.type().isEmpty() || there.type().equals(type)) {
      at(index).end(item);
    }
  }

  private IncomingItem of(FieldReader event) {
    OptionalLong index = event.whole("output_index");
    if (index.isPresent()) {
      return at(index.getAsLong());
    }
    return named(event.string("item_id").orElse(""))
        .orElseGet(() -> items.isEmpty() ? at(0) : items.lastEntry().getValue());
  }

  private IncomingItem at(long index) {
    return items.computeIfAbsent(index, absent -> new IncomingItem(blocks));
  }

  private Optional<IncomingItem> named(String id) {
    return id.isEmpty()
        ? Optional.empty()
        : items.values().stream().filter(item -> item.id().equals(id)).findFirst();
  }

  private static long contentIndex(FieldReader event) {
    return event.whole("content_index").orElse(0);
  }

  private static long summaryIndex(FieldReader event) {
    return event.whole("summary_index").orElse(0);
  }

  private static String said(FieldReader event, String field) {
    return event.string(field).orElse("");
  }
}
