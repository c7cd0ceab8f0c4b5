package io.routerly.wire.openai;

import io.routerly.wire.ToolIds;
import jakarta.json.JsonObject;

/** Names calls that a provider left without an id. */
final class CallIds {
  private CallIds() {}

  /**
   * Returns what sets an answer apart from all others: its id or, without one, whatever its first
   * piece says, which is the time of it at least.
   */
  static String source(String answerId, JsonObject first) {
    return answerId.isEmpty() ? Nodes.text(first) : answerId;
  }

  /**
   * Returns an id that, where the answer has one itself, is the same whether that comes whole or in
   * pieces.
   */
  static String missing(String source, int choice, int call) {
    return ToolIds.SHORT.fit(
        "a call of a tool that came without an id of its own: %s/%d/%d"
            .formatted(source, choice, call));
  }
}
