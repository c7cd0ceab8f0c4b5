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
  private record Group(Role role, List<ContentBlock> blocks) {
    boolean holdsOnlyResults() {
      return blocks.stream().allMatch(ContentBlock.ToolResult.class::isInstance);
    }

    int results() {
      return (int) blocks.stream().filter(ContentBlock.ToolResult.class::isInstance).count();
    }
  }

  private final List<Group> groups = new ArrayList<>();

  /** Adds a message. */
  void say(Role role, List<ContentBlock> blocks) {
    if (role == Role.ASSISTANT) {
      speaker().blocks().addAll(blocks);
    } else if (role == Role.USER && endsInResults()) {
      last().blocks().addAll(blocks);
    } else {
      groups.add(new Group(role, new ArrayList<>(blocks)));
    }
  }

  /** Adds something else that the model said. */
  void speak(ContentBlock block) {
    speaker().blocks().add(block);
  }

  /** Adds what a tool answered, right after the turn of the model, whatever was said since. */
  void answer(ContentBlock.ToolResult result) {
    int place = groups.size();
    while (place > 0 && groups.get(place - 1).role() != Role.ASSISTANT) {
      place--;
    }
    if (place == 0) {
      place = groups.size(); // the call is not part of this conversation
    }
    if (place == groups.size() || groups.get(place).role() != Role.USER) {
      groups.add(place, new Group(Role.USER, new ArrayList<>()));
    }
    Group user = groups.get(place);
    user.blocks().add(user.results(), result);
  }

  /** Returns the messages, each block as {@code finish} makes it. */
  List<Message> messages(UnaryOperator<ContentBlock> finish) {
    return groups.stream()
        .map(group -> new Message(group.role(), group.blocks().stream().map(finish).toList()))
        .toList();
  }

  private Group speaker() {
    if (groups.isEmpty() || last().role() != Role.ASSISTANT) {
      groups.add(new Group(Role.ASSISTANT, new ArrayList<>()));
    }
    return last();
  }

  private boolean endsInResults() {
    return !groups.isEmpty()
        && last().role() == Role.USER
        && !last().blocks().isEmpty()
        && last().holdsOnlyResults();
  }

  private Group last() {
    return groups.get(groups.size() - 1);
  }
}
