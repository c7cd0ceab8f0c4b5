package io.routerly.translation;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.TokenLogprob;

/**
 * Counts, in characters, about how much memory a streamed answer takes once it is put together. One
 * owner thread.
 */
final class AnswerSize {
  /** More than any model says, and less than a process dies of. */
  static final long MOST_CHARACTERS = 64L * 1024 * 1024;

  /** What an object takes beside its text. */
  private static final long FLAT = 64;

  private long characters;

  /** Adds what an event adds to the answer. */
  void add(ChatEvent event) {
    if (event instanceof ChatEvent.BlockGrew grew) {
      characters += grew.text().length();
    } else if (event instanceof ChatEvent.BlockStarted block) {
      characters += FLAT + (block.opening() instanceof ToolUse call ? call.name().length() : 0);
    } else if (event instanceof ChatEvent.TokensRated rated) {
      rated.tokens().forEach(this::add);
    } else if (event instanceof ChatEvent.Cited cited) {
      add(cited.citation());
    } else if (event instanceof ChatEvent.Signed signed) {
      characters += signed.signature().value().length();
    }
  }

  private void add(TokenLogprob token) {
    characters += FLAT + token.token().length() + token.bytes().size();
    token.alternatives().forEach(this::add);
  }

  private void add(Citation citation) {
    characters += FLAT + citation.quote().map(String::length).orElse(0);
    characters += citation.title().map(String::length).orElse(0);
    if (citation.source() instanceof Citation.Source.Page page) {
      characters += page.url().length();
    }
  }

  /** Returns how much it is so far. */
  long characters() {
    return characters;
  }
}
