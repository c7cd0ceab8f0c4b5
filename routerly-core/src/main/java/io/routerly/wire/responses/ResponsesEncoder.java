package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.FinishReason;
import io.routerly.chat.Signature;
import io.routerly.chat.TokenLogprob;
import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.openai.ServiceTiers;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a streamed answer for a client.
 *
 * <p>Texts and refusals that follow each other are parts of one message, which therefore stays open
 * until something else begins; every other block is an item of its own.
 */
final class ResponsesEncoder implements EventEncoder {
  private static final byte[] COMMENT = ": keep-alive\n".getBytes(UTF_8);

  private final AnswerFrame frame;
  private final Set<String> customTools;
  private final EventLines lines = new EventLines();
  private final JsonArrayBuilder output = Trees.array();

  private ResponseObject response;
  private @Nullable OutputItem open;
  private int items;
  private List<TokenLogprob> tokens = List.of();
  private Optional<TokenUsage> usage = Optional.empty();
  private String incomplete = "";
  private boolean refused;
  private JsonObject last = JsonValue.EMPTY_JSON_OBJECT;

  ResponsesEncoder(AnswerFrame frame) {
    this.frame = frame;
    this.response = new ResponseObject(frame, frame.request().getString("model", ""));
    this.customTools = customTools(frame.request());
  }

  private static Set<String> customTools(JsonObject request) {
    return request.get("tools") instanceof JsonArray tools
        ? tools.stream()
            .filter(JsonObject.class::isInstance)
            .map(JsonValue::asJsonObject)
            .filter(tool -> tool.getString("type", "").equals("custom"))
            .map(tool -> tool.getString("name", ""))
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  @Override
  public void write(ChatEvent event, ByteArrayOutputStream target) {
    lines.to(target);
    take(event);
  }

  /** Takes an event; its lines go where the last {@link #write} sent them, or nowhere. */
  void take(ChatEvent event) {
    if (event instanceof ChatEvent.Started started) {
      start(started);
    } else if (event instanceof ChatEvent.BlockStarted block && block.choice() == 0) {
      begin(block.opening());
    } else if (event instanceof ChatEvent.BlockGrew grew && grew.choice() == 0) {
      grow(grew.text());
    } else if (event instanceof ChatEvent.Cited cited && cited.choice() == 0) {
      cite(cited.citation());
    } else if (event instanceof ChatEvent.Signed signed && signed.choice() == 0) {
      sign(signed.signature());
    } else if (event instanceof ChatEvent.TokensRated rated && rated.choice() == 0) {
      tokens = join(tokens, rated.tokens());
    } else if (event instanceof ChatEvent.BlockEnded block && block.choice() == 0) {
      endBlock();
    } else if (event instanceof ChatEvent.ChoiceEnded ended && ended.choice() == 0) {
      incomplete = reason(ended.reason());
      closeMessage(incomplete.isEmpty() ? "completed" : "incomplete");
    } else if (event instanceof ChatEvent.Ended ended) {
      end(ended);
    }
  }

  /** Returns the whole response, once its end was taken. */
  JsonObject response() {
    return last;
  }

  private void start(ChatEvent.Started started) {
    response = new ResponseObject(frame, started.model());
    usage = started.usage();
    last = response.begun();
    lines.tell("response.created", "\"response\":" + last);
    lines.tell("response.in_progress", "\"response\":" + last);
  }

  private void begin(ContentBlock opening) {
    if (opening instanceof ContentBlock.Text text) {
      message().begin(false);
      grow(text.text());
      text.citations().forEach(this::cite);
    } else if (opening instanceof ContentBlock.Refusal refusal) {
      refused = true;
      message().begin(true);
      grow(refusal.text());
    } else {
      closeMessage("completed");
      beginItem(opening);
    }
  }

  private void beginItem(ContentBlock opening) {
    if (opening instanceof ContentBlock.Thinking thinking) {
      open = new ReasoningItem(lines, items, "rs_" + nextId());
      grow(thinking.text());
      thinking.signature().ifPresent(this::sign);
    } else if (opening instanceof ContentBlock.RedactedThinking secret) {
      addSeal(Seals.ofRedacted(secret.data()));
    } else if (opening instanceof ContentBlock.ToolUse call) {
      open = new CallItem(lines, items, call, customTools.contains(call.name()), nextId());
    }
  }

  private MessageItem message() {
    if (open instanceof MessageItem message) {
      return message;
    }
    MessageItem message = new MessageItem(lines, items, "msg_" + nextId());
    open = message;
    return message;
  }

  private void grow(String text) {
    if (open != null && !text.isEmpty()) {
      boolean rated = open instanceof MessageItem message && message.takesTokens();
      open.grow(text, rated ? tokens : List.of());
      tokens = rated ? List.of() : tokens;
    }
  }

  private void cite(Citation citation) {
    if (open != null) {
      open.cite(citation);
    }
  }

  private void sign(Signature signature) {
    if (open != null) {
      open.sign(signature);
    }
  }

  private void endBlock() {
    if (open instanceof MessageItem message) {
      if (message.takesTokens()) {
        message.rate(tokens);
        tokens = List.of();
      }
      message.end();
    } else if (open != null) {
      OutputItem item = open;
      close(item, "completed");
      if (item instanceof CallItem call) {
        call.seal().ifPresent(this::addSeal);
      }
    }
  }

  private void closeMessage(String status) {
    if (open instanceof MessageItem message) {
      close(message, status);
    }
  }

  private void close(OutputItem item, String status) {
    output.add(item.close(status));
    items++;
    open = null;
  }

  private void addSeal(String encrypted) {
    output.add(ReasoningItem.sealed(lines, items, "rs_" + nextId(), encrypted));
    items++;
  }

  private void end(ChatEvent.Ended ended) {
    JsonValue used =
        ended.usage().or(() -> usage).<JsonValue>map(ResponsesUsage::write).orElse(JsonValue.NULL);
    Optional<String> tier = ended.serviceTier().map(ServiceTiers::told);
    last = response.ended(incomplete, output.build(), used, tier);
    lines.tell(
        incomplete.isEmpty() ? "response.completed" : "response.incomplete",
        "\"response\":" + last);
  }

  /** Returns the word for why an answer is incomplete; empty for one that is complete. */
  private String reason(FinishReason reason) {
    return switch (reason.kind()) {
      case LENGTH, CONTEXT_FULL -> "max_output_tokens";
      case CONTENT_FILTER -> "content_filter";
      case REFUSAL -> refused ? "" : "content_filter"; // it shows in the words, or else here
      default -> "";
    };
  }

  private String nextId() {
    return frame.uniqueId() + "_" + items;
  }

  private static List<TokenLogprob> join(List<TokenLogprob> some, List<TokenLogprob> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  @Override
  public byte[] signOfLife() {
    return COMMENT.clone();
  }

  @Override
  public byte[] failure(String code, String message) {
    return FailedResponse.event(JsonTrees.bytes(response.begun()), lines.next(), code, message);
  }
}
