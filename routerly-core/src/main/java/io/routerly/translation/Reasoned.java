package io.routerly.translation;

import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.Signature;
import java.util.List;
import java.util.Optional;

/**
 * What belongs to one call of a tool.
 *
 * @param before reasoning that stood before it, since the call before
 * @param seal what the provider put on the call itself
 */
record Reasoned(List<ContentBlock> before, Optional<Signature> seal) {
  static final Reasoned NOTHING = new Reasoned(List.of(), Optional.empty());

  private static final long FLAT_WEIGHT = 200;

  Reasoned {
    before = List.copyOf(before);
  }

  /** Returns about how much memory it takes, in characters. */
  long weight() {
    long size = FLAT_WEIGHT + seal.map(value -> value.value().length()).orElse(0);
    for (ContentBlock block : before) {
      size += sizeOf(block);
    }
    return size;
  }

  private static long sizeOf(ContentBlock block) {
    if (block instanceof Thinking thinking) {
      return (long) thinking.text().length()
          + thinking.signature().map(value -> value.value().length()).orElse(0);
    }
    return block instanceof RedactedThinking redacted ? redacted.data().value().length() : 0;
  }
}
