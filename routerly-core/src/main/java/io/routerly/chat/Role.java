package io.routerly.chat;

/** Who speaks a message. What tools answered is part of what the user says. */
public enum Role {
  SYSTEM,
  /** Instructions of the application, below those of the system where both exist. */
  DEVELOPER,
  USER,
  ASSISTANT
}
