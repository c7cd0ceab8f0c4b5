package io.routerly.wire.openai;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatField;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.FreeText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a whole answer for a client. */
final class AnswerWriter {
  private final AnswerFrame frame;
  private final ClientWishes wishes;
  private final Losses losses;

  AnswerWriter(AnswerFrame frame, Losses losses) {
    this.frame = frame;
    this.wishes = ClientWishes.of(frame.request());
    this.losses = losses;
  }

  JsonObject write(ChatAnswer answer) {
    JsonArrayBuilder choices = Nodes.array();
    for (int i = 0; i < answer.choices().size(); i++) {
      choices.add(choice(i, answer.choices().get(i)));
    }
    JsonObjectBuilder written =
        Nodes.object()
            .add("id", id(frame))
            .add("object", "chat.completion")
            .add("created", frame.createdAt())
            .add("model", answer.model())
            .add("choices", choices);
    answer.usage().ifPresent(usage -> written.add("usage", UsageObject.write(usage)));
    answer
        .serviceTier()
        .map(ServiceTiers::told)
        .ifPresent(tier -> written.add("service_tier", tier));
    return written.build();
  }

  static String id(AnswerFrame frame) {
    return "chatcmpl-" + frame.uniqueId();
  }

  private JsonObject choice(int index, ChatAnswer.Choice choice) {
    boolean refuses = choice.content().stream().anyMatch(Refusal.class::isInstance);
    boolean legacy =
        wishes.legacyCall() && choice.content().stream().anyMatch(ToolUse.class::isInstance);
    String reason = Finish.write(choice.finish(), refuses);
    if (Finish.isBlurred(choice.finish())) {
      losses.drop("choices.finish_reason");
    }
    return Nodes.object()
        .add("index", index)
        .add("message", message(choice.content()))
        .add("logprobs", Logprobs.write(choice.logprobs(), refuses))
        .add(
            "finish_reason",
            legacy && reason.equals(Finish.TOOL_CALLS) ? Finish.FUNCTION_CALL : reason)
        .build();
  }

  private JsonObject message(List<ContentBlock> blocks) {
    StringBuilder text = new StringBuilder();
    List<String> refusals = new ArrayList<>();
    List<String> thoughts = new ArrayList<>();
    List<JsonObject> annotations = new ArrayList<>();
    List<JsonObject> calls = new ArrayList<>();
    for (ContentBlock block : blocks) {
      if (block instanceof Text words) {
        int from = text.length();
        text.append(words.text());
        words.citations().forEach(it -> annotate(it, from, text.length(), annotations));
      } else if (block instanceof Refusal refusal) {
        refusals.add(refusal.text());
      } else if (block instanceof Thinking thinking) {
        thoughts.add(thinking.text());
        thinking.signature().ifPresent(seal -> losses.drop(ChatField.THINKING_SIGNATURE));
      } else if (block instanceof ToolUse call) {
        calls.add(call(call));
      } else {
        losses.drop(lost(block));
      }
    }
    JsonObjectBuilder message = Nodes.object().add("role", "assistant");
    message.add("content", text.isEmpty() ? JsonValue.NULL : Nodes.string(text.toString()));
    Optional<String> refusal = Defaults.joined(refusals);
    message.add("refusal", refusal.<JsonValue>map(Nodes::string).orElse(JsonValue.NULL));
    Defaults.filled(Defaults.joined(thoughts))
        .ifPresent(thought -> message.add("reasoning_content", thought));
    if (!annotations.isEmpty()) {
      message.add("annotations", Nodes.array(annotations));
    }
    addCalls(message, calls);
    return message.build();
  }

  private static ChatField lost(ContentBlock block) {
    if (block instanceof RedactedThinking) {
      return ChatField.REDACTED_THINKING;
    }
    return block instanceof ContentBlock.Image
        ? ChatField.IMAGES
        : block instanceof ContentBlock.Audio ? ChatField.AUDIO : ChatField.DOCUMENTS;
  }

  private void annotate(Citation citation, int from, int to, List<JsonObject> annotations) {
    Optional<JsonObject> written = Annotations.write(citation, from, to);
    written.ifPresent(annotations::add);
    if (written.isEmpty() || citation.quote().isPresent()) {
      losses.drop(ChatField.CITATIONS);
    }
  }

  private void addCalls(JsonObjectBuilder message, List<JsonObject> calls) {
    if (calls.isEmpty()) {
      return;
    }
    if (!wishes.legacyCall()) {
      message.add("tool_calls", Nodes.array(calls));
      return;
    }
    message.add("function_call", calls.get(0).getJsonObject("function"));
    if (calls.size() > 1) {
      losses.drop(ChatField.PARALLEL_TOOL_CALLS);
    }
  }

  private JsonObject call(ToolUse call) {
    JsonObjectBuilder written = Nodes.object().add("id", call.id());
    if (call.kind() == Tool.Kind.CUSTOM && !wishes.legacyCall()) {
      written.add("type", "custom").add("custom", named(call, "input", call.arguments()));
    } else if (wishes.customTools().contains(call.name())) {
      String input = FreeText.unwrapped(call.arguments());
      written.add("type", "custom").add("custom", named(call, "input", input));
    } else {
      String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
      written.add("type", "function").add("function", named(call, "arguments", arguments));
    }
    Optional<String> seal = seal(call.signature());
    seal.ifPresent(text -> written.add("extra_content", ToolCalls.extraContent(text)));
    if (seal.isEmpty() && call.signature().isPresent()) {
      losses.drop(ChatField.THINKING_SIGNATURE);
    }
    return written.build();
  }

  private static JsonObjectBuilder named(ToolUse call, String field, String text) {
    return Nodes.object().add("name", call.name()).add(field, text);
  }

  static Optional<String> seal(Optional<Signature> signature) {
    return signature.filter(it -> it.vendor() == Vendor.GEMINI).map(Signature::value);
  }
}
