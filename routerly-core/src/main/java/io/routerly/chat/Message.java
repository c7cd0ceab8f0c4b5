package io.routerly.chat;

import java.util.List;
import java.util.Optional;

/**
 * What one side says at a time.
 *
 * <p>The results of tools stand in a message of the user, before anything else that the user says.
 *
 * @param name tells speakers of one role apart
 */
public record Message(Role role, List<ContentBlock> content, Optional<String> name) {
  public Message {
    content = List.copyOf(content);
  }

  /** A message of a speaker without a name. */
  public Message(Role role, List<ContentBlock> content) {
    this(role, content, Optional.empty());
  }
}
