package io.routerly.wire.openai;

import io.routerly.wire.ToolIds;

/** Names calls that a provider left without an id. */
final class CallIds {
  private CallIds() {}

  /** Returns an id that is the same whether the answer comes whole or in pieces. */
  static String missing(String answerId, int choice, int call) {
    return ToolIds.SHORT.fit(
        "a call of a tool that came without an id of its own: %s/%d/%d"
            .formatted(answerId, choice, call));
  }
}
