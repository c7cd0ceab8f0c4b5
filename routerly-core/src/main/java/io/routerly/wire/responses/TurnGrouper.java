package io.routerly.wire.responses;

import io.routerly.chat.ContentBlock;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes messages of items: all that the model says without an interruption is one message, and all
 * that its tools answer is the beginning of the user's next one. One owner thread.
 */
final class TurnGrouper {
  /** One message; the outputs of tools are the first of its blocks. */
  private static final class Group {
    private final Role role;
    private final List<ContentBlock> blocks;
    private int results;

    Group(Role role, List<ContentBlock> blocks) {
      this.role = role;
      this.blocks = new ArrayList<>(blocks);
    }

    boolean holdsOnlyResults() {
      return results == blocks.size();
    }

    void answer(ContentBlock.ToolResult result) {
      blocks.add(results++, result);
    }
  }

  private static final int NONE = -1;

  private final List<Group> groups = new ArrayList<>();
  private int lastTurnOfModel = NONE;

  /** Adds a message. */
  void say(Role role, List<ContentBlock> blocks) {
    if (role == Role.ASSISTANT) {
      speaker().blocks.addAll(blocks);
    } else if (role == Role.USER && endsInResults()) {
      last().blocks.addAll(blocks);
    } else {
      groups.add(new Group(role, blocks));
    }
  }

  /** Adds something else that the model said. */
  void speak(ContentBlock block) {
    speaker().blocks.add(block);
  }

  /** Adds what a tool answered, right after the turn of the model, whatever was said since. */
  void answer(ContentBlock.ToolResult result) {
    boolean called = lastTurnOfModel != NONE; // else the call is not part of this conversation
    int place = called ? lastTurnOfModel + 1 : groups.size();
    if (place == groups.size() || groups.get(place).role != Role.USER) {
      groups.add(place, new Group(Role.USER, List.of()));
    }
    groups.get(place).answer(result);
  }

  /** Returns the messages, each block as {@code finish} makes it. */
  List<Message> messages(UnaryOperator<ContentBlock> finish) {
    return groups.stream()
        .map(group -> new Message(group.role, group.blocks.stream().map(finish).toList()))
        .toList();
  }

  private Group speaker() {
    if (lastTurnOfModel == NONE || lastTurnOfModel != groups.size() - 1) {
      lastTurnOfModel = groups.size();
      groups.add(new Group(Role.ASSISTANT, List.of()));
    }
    return last();
  }

  private boolean endsInResults() {
    return !groups.isEmpty()
        && last().role == Role.USER
        && !last().blocks.isEmpty()
        && last().holdsOnlyResults();
  }

  private Group last() {
    return groups.get(groups.size() - 1);
  }
}
