package io.routerly.wire.responses;

import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenLogprob;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The items of an answer for a client.
 *
 * <p>Texts and refusals that follow each other are parts of one message, which therefore stays open
 * until something else begins; every other block is an item of its own. A call stays open, too: if
 * it is the last item, the answer's end says whether it is complete. One owner thread.
 */
final class OutgoingItems {
  private final EventLines lines;
  private final String uniqueId;
  private final DeclaredTools tools;
  private final JsonArrayBuilder output = Trees.array();
  private @Nullable OutputItem open;
  private int count;
  private boolean refused;
  private List<TokenLogprob> tokens = List.of();

  OutgoingItems(EventLines lines, String uniqueId, DeclaredTools tools) {
    this.lines = lines;
    this.uniqueId = uniqueId;
    this.tools = tools;
  }

  /** Begins a block. */
  void begin(ContentBlock opening) {
    if (opening instanceof ContentBlock.Text text) {
      message().begin(false);
      grow(text.text());
      text.citations().forEach(this::cite);
    } else if (opening instanceof ContentBlock.Refusal refusal) {
      refused = true;
      message().begin(true);
      grow(refusal.text());
    } else {
      end("completed");
      beginItem(opening);
    }
  }

  private void beginItem(ContentBlock opening) {
    if (opening instanceof ContentBlock.Thinking thinking) {
      open = new ReasoningItem(lines, count, "rs_" + nextId());
      grow(thinking.text());
      thinking.signature().ifPresent(this::sign);
    } else if (opening instanceof ContentBlock.RedactedThinking secret) {
      addSeal(Seals.ofRedacted(secret.data()));
    } else if (opening instanceof ContentBlock.ToolUse call) {
      open = callItem(call);
    }
  }

  private OutputItem callItem(ContentBlock.ToolUse call) {
    DeclaredTools.Declared tool = tools.find(call.name());
    return tool.kind() == DeclaredTools.Kind.SEARCH
        ? new SearchItem(lines, count, call, nextId())
        : new CallItem(lines, count, call, tool, nextId());
  }

  private MessageItem message() {
    if (open instanceof MessageItem message) {
      return message;
    }
    end("completed");
    MessageItem message = new MessageItem(lines, count, "msg_" + nextId());
    open = message;
    return message;
  }

  /** The open block grows by a text. */
  void grow(String text) {
    if (open != null && !text.isEmpty()) {
      boolean rated = open instanceof MessageItem message && message.takesTokens();
      open.grow(text, rated ? tokens : List.of());
      tokens = rated ? List.of() : tokens;
    }
  }

  /** Takes the probabilities of tokens whose text comes next. */
  void rate(List<TokenLogprob> more) {
    tokens = Stream.concat(tokens.stream(), more.stream()).toList();
  }

  void cite(Citation citation) {
    if (open != null) {
      open.cite(citation);
    }
  }

  void sign(Signature signature) {
    if (open != null) {
      open.sign(signature);
    }
  }

  /** Ends the open block. */
  void endBlock() {
    if (open instanceof MessageItem message) {
      if (message.takesTokens()) {
        message.rate(tokens);
        tokens = List.of();
      }
      message.end();
    } else if (open != null && !open.outlivesItsBlock()) {
      end("completed");
    }
  }

  /**
   * Ends the open item, if there is one.
   *
   * @param status {@code completed} or {@code incomplete}
   */
  void end(String status) {
    if (open != null) {
      OutputItem item = open;
      open = null;
      output.add(item.close(status));
      count++;
      item.seal().ifPresent(this::addSeal);
    }
  }

  /** Returns whether the model declined in so many words. */
  boolean isRefused() {
    return refused;
  }

  private void addSeal(String encrypted) {
    output.add(ReasoningItem.sealed(lines, count, "rs_" + nextId(), encrypted));
    count++;
  }

  /** Returns the items that have ended, once. */
  JsonArray output() {
    return output.build();
  }

  private String nextId() {
    return uniqueId + "_" + count;
  }
}
