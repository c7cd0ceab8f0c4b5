package io.routerly.routing.policy;

import io.routerly.chat.Conversation;
import io.routerly.chat.Turn;
import java.util.List;

/** What a user said last. */
final class LastMessage {
  private LastMessage() {}

  /**
   * Returns the beginning of the last text of a user; empty if there is none.
   *
   * @param most characters at most
   */
  static String of(Conversation conversation, int most) {
    List<Turn> turns = conversation.turns();
    for (int i = turns.size() - 1; i >= 0; i--) {
      Turn turn = turns.get(i);
      if (turn.role().equals("user") && !turn.text().isBlank()) {
        return cut(turn.text().strip(), most);
      }
    }
    return "";
  }

  /** No character is cut in the middle. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
