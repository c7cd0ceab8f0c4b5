package io.routerly.wire.openai;

import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Tool;
import io.routerly.wire.FreeText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.function.Consumer;

/** Writes one call of a tool, in deltas of a streamed message. */
final class CallEncoder {
  /** In which form the client knows the call. */
  private enum Form {
    FUNCTION,
    CUSTOM,
    /** Free text that comes in the arguments of a function, and can be told when all has come. */
    WRAPPED,
    LEGACY
  }

  private final int index;
  private final Form form;
  private final Consumer<JsonObject> target;
  private final StringBuilder wrapped = new StringBuilder();
  private final WholeCharacters characters = new WholeCharacters();
  private boolean empty = true;

  private CallEncoder(int index, Form form, Consumer<JsonObject> target) {
    this.index = index;
    this.form = form;
    this.target = target;
  }

  /** Begins a call, the {@code index}th of its choice. */
  static CallEncoder begin(
      int index, ToolUse call, ClientWishes wishes, Consumer<JsonObject> target) {
    CallEncoder encoder = new CallEncoder(index, form(call, wishes), target);
    encoder.introduce(call);
    encoder.grow(call.arguments());
    AnswerWriter.seal(call.signature()).ifPresent(encoder::seal);
    return encoder;
  }

  private static Form form(ToolUse call, ClientWishes wishes) {
    if (wishes.legacyCall()) {
      return Form.LEGACY;
    } else if (call.kind() == Tool.Kind.CUSTOM) {
      return Form.CUSTOM;
    }
    return wishes.customTools().contains(call.name()) ? Form.WRAPPED : Form.FUNCTION;
  }

  private void introduce(ToolUse call) {
    JsonObjectBuilder named = Nodes.object().add("name", call.name()).add(field(), "");
    if (form == Form.LEGACY) {
      target.accept(Nodes.of("function_call", named.build()));
    } else {
      tell(Nodes.object().add("id", call.id()).add("type", type()).add(type(), named));
    }
  }

  private String type() {
    return form == Form.FUNCTION ? "function" : "custom";
  }

  private String field() {
    return form == Form.FUNCTION || form == Form.LEGACY ? "arguments" : "input";
  }

  private void tell(JsonObjectBuilder piece) {
    JsonObject whole = Nodes.object().add("index", index).addAll(piece).build();
    target.accept(Nodes.object().add("tool_calls", Nodes.array().add(whole)).build());
  }

  void grow(String text) {
    if (form == Form.WRAPPED) {
      wrapped.append(text);
    } else {
      write(characters.take(text));
    }
  }

  private void write(String text) {
    if (text.isEmpty()) {
      return;
    }
    empty = false;
    JsonObject piece = Nodes.object().add(field(), text).build();
    if (form == Form.LEGACY) {
      target.accept(Nodes.of("function_call", piece));
    } else {
      tell(Nodes.object().add(type(), piece));
    }
  }

  /** Clients expect a function in every piece. */
  void seal(String seal) {
    if (form == Form.FUNCTION) {
      tell(
          Nodes.object()
              .add("function", Nodes.object().add("arguments", ""))
              .add("extra_content", ToolCalls.extraContent(seal)));
    }
  }

  /** No arguments at all are an empty object. */
  void end() {
    write(characters.rest());
    if (form == Form.WRAPPED) {
      write(FreeText.unwrapped(wrapped.toString()));
    } else if (empty && form != Form.CUSTOM) {
      write("{}");
    }
  }
}
