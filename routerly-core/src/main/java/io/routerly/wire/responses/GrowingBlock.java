package io.routerly.wire.responses;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A block of a streamed answer, and how much of it was told. It gathers until its turn comes. One
 * owner thread.
 */
final class GrowingBlock {
  private final ChatEvent.Part part;
  private final StringBuilder text = new StringBuilder();
  private final List<Citation> citations = new ArrayList<>();
  private final List<TokenLogprob> tokens = new ArrayList<>();

  private @Nullable ContentBlock opening;
  private @Nullable Signature signature;
  private int textTold;
  private int citationsTold;
  private int tokensTold;
  private boolean begun;
  private boolean settled;
  private boolean closed;

  GrowingBlock(ChatEvent.Part part) {
    this.part = part;
  }

  /** Says what begins; until then nothing is told. */
  void open(ContentBlock block) {
    if (opening == null) {
      opening = block;
    }
  }

  boolean isOpen() {
    return opening != null;
  }

  /** Returns whether it calls a tool. */
  boolean isCall() {
    return opening instanceof ContentBlock.ToolUse;
  }

  void grow(String more) {
    text.append(more);
  }

  int length() {
    return text.length();
  }

  /** Adds what is still missing of the text from {@code from} on; what was told before stands. */
  void complete(int from, String whole) {
    int known = text.length() - from;
    if (whole.length() > known && whole.startsWith(text.substring(from))) {
      text.append(whole, known, whole.length());
    }
  }

  void cite(Citation citation) {
    citations.add(citation);
  }

  /** Adds the citations of a whole list that did not come by themselves. */
  void completeCitations(List<Citation> whole) {
    if (whole.size() > citations.size()) {
      citations.addAll(whole.subList(citations.size(), whole.size()));
    }
  }

  void rate(List<TokenLogprob> more) {
    tokens.addAll(more);
  }

  /** Adds the probabilities of a whole list that did not come by themselves. */
  void completeTokens(List<TokenLogprob> whole) {
    if (whole.size() > tokens.size()) {
      tokens.addAll(whole.subList(tokens.size(), whole.size()));
    }
  }

  void sign(Signature seal) {
    signature = seal;
  }

  /** Notes that its text is whole: it ends when the next block begins, if not before. */
  void settle() {
    settled = true;
  }

  void closeIfSettled() {
    closed |= settled;
  }

  void close() {
    closed = true;
  }

  /**
   * Hands out what was not told yet.
   *
   * @return whether there is nothing more to come
   */
  boolean tell(int number, Consumer<ChatEvent> sink) {
    ContentBlock block = opening;
    if (block == null) {
      return closed;
    }
    if (!begun) {
      begun = true;
      sink.accept(new ChatEvent.BlockStarted(0, number, block));
    }
    if (tokensTold < tokens.size()) {
      List<TokenLogprob> news = tokens.subList(tokensTold, tokens.size());
      sink.accept(new ChatEvent.TokensRated(0, news));
      tokensTold = tokens.size();
    }
    if (textTold < text.length()) {
      sink.accept(new ChatEvent.BlockGrew(0, number, part, text.substring(textTold)));
      textTold = text.length();
    }
    for (; citationsTold < citations.size(); citationsTold++) {
      sink.accept(new ChatEvent.Cited(0, number, citations.get(citationsTold)));
    }
    if (closed) {
      if (signature != null) {
        sink.accept(new ChatEvent.Signed(0, number, signature));
      }
      sink.accept(new ChatEvent.BlockEnded(0, number));
    }
    return closed;
  }
}
