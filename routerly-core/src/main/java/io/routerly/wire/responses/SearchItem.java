package io.routerly.wire.responses;

import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenLogprob;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A search for tools that the client runs, in an answer: unlike those of other calls its arguments
 * are an object, and come only when they are whole. One owner thread.
 */
final class SearchItem extends OutputItem {
  private final ToolUse call;
  private final StringBuilder arguments = new StringBuilder();
  private Optional<Signature> seal;

  SearchItem(EventLines lines, int index, ToolUse call, String idEnd) {
    super(lines, index, "tsc_" + idEnd);
    this.call = call;
    this.seal = call.signature();
    arguments.append(call.arguments());
    added(item("in_progress", JsonValue.EMPTY_JSON_OBJECT));
  }

  private JsonObject item(String status, JsonObject said) {
    return Trees.object()
        .add("id", id())
        .add("type", "tool_search_call")
        .add("execution", "client")
        .add("call_id", call.id())
        .add("status", status)
        .add("arguments", said)
        .build();
  }

  @Override
  void grow(String more, List<TokenLogprob> tokens) {
    arguments.append(more);
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
    return done(item(status, object(arguments.toString())));
  }

  private static JsonObject object(String said) {
    if (said.isBlank()) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    try {
      return JsonTrees.object(said.getBytes(StandardCharsets.UTF_8));
    } catch (JsonSyntaxException e) {
      return Trees.object().add("malformed_arguments", said).build();
    }
  }
}
