package io.routerly.wire.responses;

import io.routerly.chat.Citation;
import io.routerly.chat.TokenLogprob;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;

/** A message of an answer, part by part. One owner thread. */
final class MessageItem extends OutputItem {
  private final JsonArrayBuilder parts = Trees.array();
  private final StringBuilder text = new StringBuilder();
  private final List<TokenLogprob> tokens = new ArrayList<>();
  private JsonArrayBuilder annotations = Trees.array();
  private int annotationCount;
  private int contentIndex = -1;
  private boolean refusal;
  private EventLines.Pieces pieces;

  MessageItem(EventLines lines, int index, String id) {
    super(lines, index, id);
    pieces = pieces();
    added(item("in_progress", JsonArray.EMPTY_JSON_ARRAY));
  }

  private JsonObject item(String status, JsonArray content) {
    return Trees.object()
        .add("id", id())
        .add("type", "message")
        .add("status", status)
        .add("content", content)
        .add("role", "assistant")
        .build();
  }

  /** Begins a part: a text, or words of refusal. */
  void begin(boolean isRefusal) {
    refusal = isRefusal;
    contentIndex++;
    text.setLength(0);
    tokens.clear();
    annotations = Trees.array();
    annotationCount = 0;
    pieces = pieces();
    tellPart("added", part());
  }

  private EventLines.Pieces pieces() {
    return refusal
        ? pieces("response.refusal.delta", contentIndex(), "")
        : pieces("response.output_text.delta", contentIndex(), ",\"logprobs\":[]");
  }

  @Override
  void grow(String more, List<TokenLogprob> rated) {
    text.append(more);
    tokens.addAll(rated);
    if (rated.isEmpty()) {
      tell(pieces, more);
    } else {
      tellText(
          "response.output_text.delta",
          text("delta", more) + ",\"logprobs\":" + Logprobs.write(rated));
    }
  }

  /** Returns whether the open part has a place for the probabilities of tokens. */
  boolean takesTokens() {
    return !refusal;
  }

  /** Takes probabilities that no text comes with. */
  void rate(List<TokenLogprob> rated) {
    tokens.addAll(rated);
  }

  @Override
  void cite(Citation citation) {
    Annotations.write(citation, text.length())
        .ifPresent(
            annotation -> {
              annotations.add(annotation);
              tellText(
                  "response.output_text.annotation.added",
                  ",\"annotation_index\":" + annotationCount++ + ",\"annotation\":" + annotation);
            });
  }

  /** Ends the part. */
  void end() {
    JsonObject part = part();
    if (refusal) {
      tellText("response.refusal.done", text("refusal", text));
    } else {
      tellText(
          "response.output_text.done",
          text("text", text) + ",\"logprobs\":" + Logprobs.write(tokens));
    }
    tellPart("done", part);
    parts.add(part);
  }

  private JsonObject part() {
    if (refusal) {
      return Trees.typed("refusal").add("refusal", text.toString()).build();
    }
    JsonArray cited = annotations.build();
    annotations = Trees.array(cited);
    JsonObjectBuilder part = Trees.typed("output_text").add("annotations", cited);
    return part.add("logprobs", Logprobs.write(tokens)).add("text", text.toString()).build();
  }

  @Override
  JsonObject close(String status) {
    return done(item(status, parts.build()));
  }

  private void tellPart(String what, JsonObject part) {
    tell("response.content_part." + what, contentIndex(), "part", part);
  }

  private void tellText(String type, String fields) {
    tell(type, contentIndex() + fields);
  }

  private String contentIndex() {
    return ",\"content_index\":" + contentIndex;
  }
}
