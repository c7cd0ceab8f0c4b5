package io.routerly.chat;

/** Who made a value that only its maker can read, such as a signature or the id of a file. */
public enum Vendor {
  OPENAI,
  ANTHROPIC,
  GEMINI
}
