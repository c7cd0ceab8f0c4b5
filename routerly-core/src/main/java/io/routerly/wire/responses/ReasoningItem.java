package io.routerly.wire.responses;

import io.routerly.chat.Signature;
import io.routerly.chat.TokenLogprob;
import io.routerly.chat.Vendor;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** Reasoning in an answer, told as the one part of its summary. One owner thread. */
final class ReasoningItem extends OutputItem {
  private static final String SUMMARY = ",\"summary_index\":0";

  private final StringBuilder text = new StringBuilder();
  private String encrypted = "";
  private boolean begun;

  ReasoningItem(EventLines lines, int index, String id) {
    super(lines, index, id);
  }

  /** Tells an item that holds nothing but a seal. */
  static JsonObject sealed(EventLines lines, int index, String id, String encrypted) {
    ReasoningItem item = new ReasoningItem(lines, index, id);
    item.encrypted = encrypted;
    return item.close("completed");
  }

  /** The item is told to have begun as late as can be, for its id may come with its seal. */
  private void begin() {
    if (!begun) {
      begun = true;
      added(item(JsonArray.EMPTY_JSON_ARRAY, ""));
    }
  }

  private JsonObject item(JsonArray summary, String content) {
    JsonObjectBuilder item =
        Trees.object().add("id", id()).add("type", "reasoning").add("summary", summary);
    if (!content.isEmpty()) {
      item.add("encrypted_content", content);
    }
    return item.build();
  }

  @Override
  void grow(String more, List<TokenLogprob> tokens) {
    begin();
    if (text.length() == 0) {
      tellPart("added", "");
    }
    text.append(more);
    tell("response.reasoning_summary_text.delta", SUMMARY + text("delta", more));
  }

  @Override
  void sign(Signature seal) {
    if (!begun && seal.vendor() == Vendor.OPENAI) {
      seal.id().ifPresent(this::rename);
    }
    begin();
    encrypted = Seals.ofReasoning(seal, id());
  }

  @Override
  JsonObject close(String status) {
    begin();
    if (text.length() > 0) {
      tell("response.reasoning_summary_text.done", SUMMARY + text("text", text));
      tellPart("done", text.toString());
    }
    // Whatever comes without a seal is not OpenAI's, which answers for items that it does not know.
    String seal = encrypted.isEmpty() ? Seals.UNSIGNED : encrypted;
    return done(item(summary(text.toString()), seal));
  }

  private void tellPart(String what, String content) {
    JsonObject part = Trees.typed("summary_text").add("text", content).build();
    tell("response.reasoning_summary_part." + what, SUMMARY, "part", part);
  }
}
