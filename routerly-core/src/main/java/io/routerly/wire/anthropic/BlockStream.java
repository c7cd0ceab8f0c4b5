package io.routerly.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.wire.JsonText;
import io.routerly.wire.SealedText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the blocks of a streamed answer, one at a time, and knows which one is open.
 *
 * <p>A text is started with its first word only, since one without a word would be refused in the
 * next turn. Half of a character that a provider cut in two is kept until its other half comes.
 */
final class BlockStream {
  private enum State {
    /** No block is open, or one that is not written. */
    NONE,
    /** A text that has no word yet. */
    TEXT_TO_BE,
    TEXT,
    THINKING,
    TOOL_INPUT,
    /** The input of a tool that takes free text, which stands in an object here. */
    FREE_TEXT
  }

  private static final byte[] DELTA_END = "}}\n\n".getBytes(UTF_8);

  private final boolean thinkingShown;
  private State state = State.NONE;
  private int next;
  private String half = "";
  private Optional<JsonObject> after = Optional.empty();
  private String callId = "";
  private boolean sealed;

  /** What stands before the text of a delta of this block and type. */
  private byte[] head = {};

  private int headBlock = -1;
  private String headType = "";

  /** Citations of a text that has no word yet. */
  private final List<Citation> early = new ArrayList<>();

  /**
   * @param thinkingShown whether blocks of thinking are written
   */
  BlockStream(boolean thinkingShown) {
    this.thinkingShown = thinkingShown;
  }

  void start(ContentBlock opening, ByteArrayOutputStream target) {
    stop(target);
    if (opening instanceof Text text) {
      state = State.TEXT_TO_BE;
      grow(text.text(), target);
      text.citations().forEach(citation -> cite(citation, target));
    } else if (opening instanceof Refusal refusal) {
      state = State.TEXT_TO_BE;
      grow(refusal.text(), target);
    } else if (opening instanceof ToolUse use) {
      startTool(use, target);
    } else if (opening instanceof Thinking thinking && thinkingShown) {
      state = State.THINKING;
      sealed = false;
      startBlock(AnswerWriter.thinking("", ""), target);
      grow(thinking.text(), target);
      thinking.signature().ifPresent(seal -> sign(seal, target));
    } else if (opening instanceof RedactedThinking redacted && thinkingShown) {
      whole(AnswerWriter.redacted(redacted.data()), target);
    }
  }

  /** The API begins every input with a piece that is empty. */
  private void startTool(ToolUse use, ByteArrayOutputStream target) {
    boolean free = use.kind() == Tool.Kind.CUSTOM;
    state = free ? State.FREE_TEXT : State.TOOL_INPUT;
    callId = use.id();
    startBlock(AnswerWriter.toolUse(use, JsonValue.EMPTY_JSON_OBJECT), target);
    delta("input_json_delta", "partial_json", free ? freeTextStart() : "", target);
    grow(use.arguments(), target);
    use.signature().ifPresent(seal -> sign(seal, target));
  }

  private static String freeTextStart() {
    return "{\"" + Blocks.FREE_TEXT + "\":\"";
  }

  void grow(String text, ByteArrayOutputStream target) {
    String known = half + text;
    int end = known.length();
    if (end > 0 && Character.isHighSurrogate(known.charAt(end - 1))) {
      end--;
    }
    half = known.substring(end);
    write(known.substring(0, end), target);
  }

  private void write(String text, ByteArrayOutputStream target) {
    if (text.isEmpty()) {
      return;
    }
    if (state == State.TEXT_TO_BE) {
      state = State.TEXT;
      startBlock(Blocks.block("text").add("text", "").build(), target);
      early.forEach(citation -> cite(citation, target));
      early.clear();
    }
    switch (state) {
      case TEXT -> delta("text_delta", "text", text, target);
      case THINKING -> delta("thinking_delta", "thinking", text, target);
      case TOOL_INPUT -> delta("input_json_delta", "partial_json", text, target);
      case FREE_TEXT -> delta("input_json_delta", "partial_json", escaped(text), target);
      default -> {}
    }
  }

  private static String escaped(String text) {
    String quoted = JsonText.quote(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** Cites for a text; what the format cannot cite is left out. */
  void cite(Citation citation, ByteArrayOutputStream target) {
    if (state == State.TEXT_TO_BE) {
      early.add(citation);
    } else if (state == State.TEXT) {
      Citations.write(citation)
          .ifPresent(
              cited ->
                  delta(Blocks.block("citations_delta").add("citation", cited).build(), target));
    }
  }

  /** Seals reasoning in its own place, and a call in a block of its own after it. */
  void sign(Signature signature, ByteArrayOutputStream target) {
    if (state == State.THINKING) {
      seal(AnswerWriter.sealed(signature), target);
    } else if (thinkingShown && (state == State.TOOL_INPUT || state == State.FREE_TEXT)) {
      after = AnswerWriter.sealOf(callId, Optional.of(signature));
    }
  }

  private void seal(String seal, ByteArrayOutputStream target) {
    sealed = true;
    delta(Blocks.block("signature_delta").add("signature", seal).build(), target);
  }

  /** Ends the block that is open, if there is one. */
  void stop(ByteArrayOutputStream target) {
    write(half, target);
    half = "";
    if (state == State.FREE_TEXT) {
      delta("input_json_delta", "partial_json", "\"}", target);
    } else if (state == State.THINKING && !sealed) {
      seal(SealedText.NONE, target);
    }
    if (state != State.NONE && state != State.TEXT_TO_BE) {
      stopBlock(target);
    }
    state = State.NONE;
    early.clear();
    Optional<JsonObject> seal = after;
    after = Optional.empty();
    seal.ifPresent(whole -> whole(whole, target));
  }

  private void whole(JsonObject content, ByteArrayOutputStream target) {
    startBlock(content, target);
    stopBlock(target);
  }

  private void startBlock(JsonObject content, ByteArrayOutputStream target) {
    JsonObject event =
        Blocks.block("content_block_start")
            .add("index", next)
            .add("content_block", content)
            .build();
    event("content_block_start", event.toString(), target);
  }

  private void stopBlock(ByteArrayOutputStream target) {
    event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + next + "}", target);
    next++;
  }

  private void delta(JsonObject delta, ByteArrayOutputStream target) {
    delta(delta.toString(), target);
  }

  /** Most events of a stream differ in one text, so what stands before it is made once. */
  private void delta(String type, String field, String text, ByteArrayOutputStream target) {
    if (next != headBlock || !type.equals(headType)) {
      headBlock = next;
      headType = type;
      head = (deltaHead() + "{\"type\":\"" + type + "\",\"" + field + "\":").getBytes(UTF_8);
    }
    target.writeBytes(head);
    target.writeBytes(JsonText.quote(text).getBytes(UTF_8));
    target.writeBytes(DELTA_END);
  }

  private void delta(String delta, ByteArrayOutputStream target) {
    target.writeBytes((deltaHead() + delta + "}\n\n").getBytes(UTF_8));
  }

  private String deltaHead() {
    return "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":"
        + next
        + ",\"delta\":";
  }

  /** Adds one event. */
  static void event(String name, String data, ByteArrayOutputStream target) {
    target.writeBytes(("event: " + name + "\ndata: " + data + "\n\n").getBytes(UTF_8));
  }
}
