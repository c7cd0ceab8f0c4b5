package io.routerly.translation;

import static java.util.stream.Collectors.joining;

import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import java.util.List;

/**
 * What the user said last before a call of a tool, by which calls of different conversations are
 * told apart.
 *
 * <p>Messages that bring results of tools do not count: what clients add to those comes and goes.
 *
 * @param digest of the text
 */
record LastWords(String digest) {
  /** Before the user said anything. */
  static final LastWords NONE = new LastWords("");

  static LastWords of(String text) {
    return text.isEmpty() ? NONE : new LastWords(CallKey.digest(text));
  }

  /** Returns the last words of a conversation. */
  static LastWords of(List<Message> messages) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (isSaid(messages.get(i))) {
        return of(text(messages.get(i)));
      }
    }
    return NONE;
  }

  /** Returns the last words once that message has been said. */
  LastWords then(Message message) {
    return isSaid(message) ? of(text(message)) : this;
  }

  private static boolean isSaid(Message message) {
    return message.role() == Role.USER
        && message.content().stream().noneMatch(ToolResult.class::isInstance);
  }

  private static String text(Message message) {
    return message.content().stream().map(LastWords::text).collect(joining());
  }

  private static String text(ContentBlock block) {
    return block instanceof Text text ? text.text() : "";
  }
}
