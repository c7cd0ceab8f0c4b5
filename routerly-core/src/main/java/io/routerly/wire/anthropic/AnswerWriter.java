package io.routerly.wire.anthropic;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.FinishReason;
import io.routerly.chat.Losses;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenUsage;
import io.routerly.chat.Vendor;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.SealedText;
import io.routerly.wire.ToolIds;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Writes a whole answer for a client. */
final class AnswerWriter {
  private static final String THINKING = "thinking";

  private final Losses losses;
  private final boolean thinkingShown;
  private final JsonArrayBuilder content = Blocks.array();
  private boolean refused;

  private AnswerWriter(boolean thinkingShown, Losses losses) {
    this.thinkingShown = thinkingShown;
    this.losses = losses;
  }

  static JsonObject write(ChatAnswer answer, AnswerFrame frame, Losses losses) {
    return new AnswerWriter(showsThinking(frame), losses).write(answer, frame);
  }

  /**
   * Returns whether the client asked for thinking: others are shown none, and may take the first
   * block, or the last, for the answer. What the next turn needs of it is kept elsewhere.
   */
  static boolean showsThinking(AnswerFrame frame) {
    return frame.request().get(THINKING) instanceof JsonObject asked
        && !asked.getString("type", "").equals("disabled");
  }

  private JsonObject write(ChatAnswer answer, AnswerFrame frame) {
    if (answer.choices().size() > 1) {
      losses.drop(ChatField.N);
    }
    FinishReason finish = FinishReason.of(FinishReason.Kind.STOP);
    if (!answer.choices().isEmpty()) {
      ChatAnswer.Choice choice = answer.choices().get(0);
      choice.content().forEach(this::add);
      finish = choice.finish();
      if (!choice.logprobs().isEmpty()) {
        losses.drop(ChatField.LOGPROBS);
      }
    }
    JsonObjectBuilder message = envelope(frame, answer.model(), content);
    end(message, finish, refused);
    if (StopReasons.isBlurred(finish)) {
      losses.drop("stop_reason");
    }
    return message
        .add(
            "usage",
            MessagesUsage.write(answer.usage().orElse(TokenUsage.NONE), answer.serviceTier()))
        .build();
  }

  /** Begins a message; the end of it is told by {@link #end}. */
  static JsonObjectBuilder envelope(AnswerFrame frame, String model, JsonArrayBuilder content) {
    return Blocks.object()
        .add("id", "msg_" + frame.uniqueId())
        .add("type", "message")
        .add("role", "assistant")
        .add("model", model)
        .add("content", content);
  }

  /** Adds why the answer ended. */
  static void end(JsonObjectBuilder holder, FinishReason finish, boolean refused) {
    holder.add("stop_reason", StopReasons.write(finish, refused));
    StopReasons.stopSequence(finish)
        .ifPresentOrElse(
            stop -> holder.add("stop_sequence", stop),
            () -> holder.add("stop_sequence", JsonValue.NULL));
  }

  private void add(ContentBlock block) {
    if (block instanceof Text text) {
      add(text);
    } else if (block instanceof Refusal refusal) {
      refused = true;
      add(new Text(refusal.text()));
    } else if (block instanceof Thinking thinking) {
      String seal = thinking.signature().map(AnswerWriter::sealed).orElse(SealedText.NONE);
      addThinking(thinking(thinking.text(), seal));
    } else if (block instanceof RedactedThinking redacted) {
      addThinking(redacted(redacted.data()));
    } else if (block instanceof ToolUse use) {
      content.add(toolUse(use, ToolInput.of(use, losses)));
      sealOf(use.id(), use.signature()).ifPresent(this::addThinking);
    } else {
      losses.drop(
          block instanceof ContentBlock.Audio
              ? ChatField.AUDIO
              : block instanceof ContentBlock.Image ? ChatField.IMAGES : ChatField.DOCUMENTS);
    }
  }

  private void addThinking(JsonObject block) {
    if (thinkingShown) {
      content.add(block);
    }
  }

  /** A text that is empty would be refused when the client sends it back in the next turn. */
  private void add(Text text) {
    if (text.text().isEmpty()) {
      return;
    }
    JsonObjectBuilder block = Blocks.block("text").add("text", text.text());
    List<JsonObject> citations =
        text.citations().stream().map(Citations::write).flatMap(Optional::stream).toList();
    if (citations.size() < text.citations().size()) {
      losses.drop(ChatField.CITATIONS);
    }
    if (!citations.isEmpty()) {
      JsonArrayBuilder array = Blocks.array();
      citations.forEach(array::add);
      block.add("citations", array);
    }
    content.add(block);
  }

  static JsonObject thinking(String text, String signature) {
    return Blocks.block(THINKING).add(THINKING, text).add("signature", signature).build();
  }

  static String sealed(Signature signature) {
    return SealedText.of(signature, Vendor.ANTHROPIC);
  }

  static JsonObject redacted(Signature data) {
    return Blocks.block("redacted_thinking").add("data", sealed(data)).build();
  }

  static JsonObject toolUse(ToolUse use, JsonObject input) {
    return Blocks.block("tool_use")
        .add("id", ToolIds.WORD.fit(use.id()))
        .add("name", use.name())
        .add("input", input)
        .build();
  }

  /**
   * Returns the block that carries the seal of a call, for which the format has no place. Clients
   * send redacted thinking back as it is, and {@link BlockReader} joins the two again.
   */
  static Optional<JsonObject> sealOf(String callId, Optional<Signature> signature) {
    String id = Blocks.SEAL_OF_CALL + ToolIds.WORD.fit(callId);
    return signature
        .filter(seal -> seal.vendor() != Vendor.ANTHROPIC)
        .map(seal -> redacted(new Signature(seal.vendor(), Optional.of(id), seal.value())));
  }
}
