package io.routerly.wire.openai;

import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.FreeText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes messages of the assistant, as they go back to a provider in the next turn. */
record AssistantWriter(ApiTraits traits, Losses losses, PartWriter parts) {
  /**
   * Writes one message.
   *
   * @return empty if nothing that it said could be said here
   */
  Optional<JsonObjectBuilder> write(Message message) {
    List<ContentBlock> said = new ArrayList<>();
    List<ToolUse> calls = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    List<String> thoughts = new ArrayList<>();
    for (ContentBlock block : message.content()) {
      if (block instanceof ToolUse call) {
        calls.add(call);
      } else if (block instanceof Refusal refusal && traits.has(Quirk.BARE_MESSAGES)) {
        said.add(new Text(refusal.text()));
      } else if (block instanceof Refusal refusal) {
        refusals.add(refusal.text());
      } else if (block instanceof Thinking thinking) {
        think(thinking, thoughts);
      } else if (block instanceof RedactedThinking) {
        losses.drop(ChatField.REDACTED_THINKING);
      } else {
        said.add(block);
      }
    }
    Optional<String> words = parts.words(said);
    boolean silent = words.isEmpty() && calls.isEmpty() && refusals.isEmpty();
    if (silent && thoughts.isEmpty() && !message.content().isEmpty()) {
      return Optional.empty();
    }
    JsonObjectBuilder written = Nodes.object().add("role", "assistant");
    boolean elsewhere = words.isEmpty() && !(calls.isEmpty() && refusals.isEmpty());
    written.add("content", elsewhere ? JsonValue.NULL : Nodes.string(words.orElse("")));
    Defaults.joined(refusals).ifPresent(text -> written.add("refusal", text));
    if (traits.has(Quirk.WANTS_REASONING_BACK)) {
      // also where there is none: DeepSeek refuses messages without the field while it thinks
      written.add("reasoning_content", String.join("", thoughts));
    }
    if (!calls.isEmpty()) {
      written.add("tool_calls", calls(calls));
    }
    return Optional.of(written);
  }

  private void think(Thinking thinking, List<String> thoughts) {
    boolean wanted = traits.has(Quirk.WANTS_REASONING_BACK);
    if (wanted && !thinking.text().isEmpty()) {
      thoughts.add(thinking.text());
    } else if (!thinking.text().isEmpty()) {
      losses.drop(ChatField.THINKING);
    }
    if (thinking.signature().isPresent()) {
      losses.drop(ChatField.THINKING_SIGNATURE);
    }
  }

  private JsonArrayBuilder calls(List<ToolUse> calls) {
    boolean sealed = calls.stream().anyMatch(call -> seal(call).isPresent());
    JsonArrayBuilder written = Nodes.array();
    for (int i = 0; i < calls.size(); i++) {
      written.add(call(calls.get(i), i == 0 && !sealed));
    }
    return written;
  }

  private JsonObject call(ToolUse call, boolean firstOfUnsealed) {
    JsonObjectBuilder written = Nodes.object().add("id", PartWriter.fit(traits, call.id()));
    if (call.kind() == Tool.Kind.CUSTOM && !traits.has(Quirk.NO_CUSTOM_TOOLS)) {
      written.add("type", "custom").add("custom", named(call, "input", call.arguments()));
    } else if (call.kind() == Tool.Kind.CUSTOM) {
      String input = Nodes.text(Nodes.of(FreeText.PARAMETER, Nodes.string(call.arguments())));
      written.add("type", "function").add("function", named(call, "arguments", input));
    } else {
      written.add("type", "function").add("function", named(call, "arguments", call.arguments()));
    }
    if (call.cache().isPresent()) {
      losses.drop(ChatField.CACHE_CONTROL);
    }
    addSeal(written, call, firstOfUnsealed);
    return written.build();
  }

  private static JsonObjectBuilder named(ToolUse call, String field, String text) {
    return Nodes.object().add("name", call.name()).add(field, text);
  }

  /** Others than Google's API answer the field with an error. */
  private void addSeal(JsonObjectBuilder written, ToolUse call, boolean firstOfUnsealed) {
    Optional<String> seal = seal(call);
    if (traits.has(Quirk.SEALED_TOOL_CALLS)) {
      seal.or(() -> firstOfUnsealed ? Optional.of(ToolCalls.NO_SEAL) : Optional.empty())
          .ifPresent(text -> written.add("extra_content", ToolCalls.extraContent(text)));
    } else if (seal.isPresent()) {
      losses.drop(ChatField.THINKING_SIGNATURE);
    }
  }

  private static Optional<String> seal(ToolUse call) {
    return call.signature()
        .filter(signature -> signature.vendor() == Vendor.GEMINI)
        .map(Signature::value);
  }
}
