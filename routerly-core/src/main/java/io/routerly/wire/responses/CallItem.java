package io.routerly.wire.responses;

import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenLogprob;
import io.routerly.chat.Tool;
import io.routerly.wire.FreeText;
import io.routerly.wire.responses.DeclaredTools.Declared;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;

/**
 * A call of a tool in an answer. One owner thread.
 *
 * <p>Where the client declared a tool of free text and the provider has none, the call comes as one
 * of a function, with the text as {@code input} in its arguments: it is unwrapped when it is whole.
 */
final class CallItem extends OutputItem {
  private final ToolUse call;
  private final Declared tool;
  private final boolean custom;
  private final boolean wrapped;
  private final StringBuilder arguments = new StringBuilder();
  private Optional<Signature> seal;

  CallItem(EventLines lines, int index, ToolUse call, Declared tool, String idEnd) {
    super(lines, index, (isCustom(call, tool) ? "ctc_" : "fc_") + idEnd);
    this.call = call;
    this.tool = tool;
    this.custom = isCustom(call, tool);
    this.wrapped = custom && call.kind() == Tool.Kind.FUNCTION;
    this.seal = call.signature();
    added(item("in_progress", ""));
    if (!call.arguments().isEmpty()) {
      grow(call.arguments(), List.of());
    }
  }

  private static boolean isCustom(ToolUse call, Declared tool) {
    return tool.kind() == DeclaredTools.Kind.CUSTOM || call.kind() == Tool.Kind.CUSTOM;
  }

  private JsonObject item(String status, String said) {
    JsonObjectBuilder item =
        Trees.object()
            .add("id", id())
            .add("type", custom ? "custom_tool_call" : "function_call")
            .add("status", status)
            .add(custom ? "input" : "arguments", said)
            .add("call_id", call.id())
            .add("name", tool.name());
    if (!tool.namespace().isEmpty()) {
      item.add("namespace", tool.namespace());
    }
    return item.build();
  }

  @Override
  void grow(String more, List<TokenLogprob> tokens) {
    arguments.append(more);
    if (!wrapped) {
      tellDelta(more);
    }
  }

  @Override
  void sign(Signature signature) {
    seal = Optional.of(signature);
  }

  @Override
  boolean outlivesItsBlock() {
    return true;
  }

  @Override
  Optional<String> seal() {
    return seal.map(signature -> Seals.ofCall(call.id(), signature));
  }

  @Override
  JsonObject close(String status) {
    String said = arguments.toString();
    if (wrapped) {
      said = FreeText.unwrapped(said);
      tellDelta(said);
    } else if (said.isEmpty() && !custom) {
      said = "{}";
      tellDelta(said);
    }
    if (custom) {
      tell("response.custom_tool_call_input.done", text("input", said));
    } else {
      tell(
          "response.function_call_arguments.done",
          text("name", tool.name()) + text("arguments", said));
    }
    return done(item(status, said));
  }

  private void tellDelta(String more) {
    tell(
        custom ? "response.custom_tool_call_input.delta" : "response.function_call_arguments.delta",
        text("delta", more));
  }
}
