package io.routerly.wire.responses;

import io.routerly.chat.ChatEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Hands blocks out one after the other, in whatever order their pieces come. One owner thread. */
final class BlockQueue {
  private final Deque<GrowingBlock> waiting = new ArrayDeque<>();
  private int told;
  private boolean hasCalls;

  /** Adds a block at the end; those before it whose text is whole end now. */
  GrowingBlock add(ChatEvent.Part part) {
    waiting.forEach(GrowingBlock::closeIfSettled);
    GrowingBlock block = new GrowingBlock(part);
    waiting.add(block);
    return block;
  }

  /** Hands out all that may be told by now. */
  void flush(Consumer<ChatEvent> sink) {
    while (!waiting.isEmpty()) {
      GrowingBlock first = waiting.getFirst();
      if (!first.tell(told, sink)) {
        return;
      }
      hasCalls |= first.isCall();
      told += first.isOpen() ? 1 : 0;
      waiting.removeFirst();
    }
  }

  /** Ends all blocks. */
  void close(Consumer<ChatEvent> sink) {
    waiting.forEach(GrowingBlock::close);
    flush(sink);
  }

  /** Returns whether a tool was called among what was told. */
  boolean hasCalls() {
    return hasCalls;
  }
}
