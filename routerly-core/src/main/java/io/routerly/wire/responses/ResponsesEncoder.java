package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatEvent;
import io.routerly.chat.FinishReason;
import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.EventEncoder;
import io.routerly.wire.openai.ServiceTiers;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Writes a streamed answer for a client. */
final class ResponsesEncoder implements EventEncoder {
  private static final byte[] COMMENT = ": keep-alive\n".getBytes(UTF_8);

  private final AnswerFrame frame;
  private final EventLines lines = new EventLines();
  private final OutgoingItems items;

  private ResponseObject response;
  private Optional<TokenUsage> usage = Optional.empty();
  private String incomplete = "";
  private JsonObject last = JsonValue.EMPTY_JSON_OBJECT;

  ResponsesEncoder(AnswerFrame frame) {
    this.frame = frame;
    this.response = new ResponseObject(frame, frame.request().getString("model", ""));
    this.items = new OutgoingItems(lines, frame.uniqueId(), DeclaredTools.of(frame.request()));
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
      items.begin(block.opening());
    } else if (event instanceof ChatEvent.BlockGrew grew && grew.choice() == 0) {
      items.grow(grew.text());
    } else if (event instanceof ChatEvent.Cited cited && cited.choice() == 0) {
      items.cite(cited.citation());
    } else if (event instanceof ChatEvent.Signed signed && signed.choice() == 0) {
      items.sign(signed.signature());
    } else if (event instanceof ChatEvent.TokensRated rated && rated.choice() == 0) {
      items.rate(rated.tokens());
    } else if (event instanceof ChatEvent.BlockEnded block && block.choice() == 0) {
      items.endBlock();
    } else if (event instanceof ChatEvent.ChoiceEnded ended && ended.choice() == 0) {
      incomplete = reason(ended.reason());
      items.end(incomplete.isEmpty() ? "completed" : "incomplete");
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
    lines.tell("response.created", "", "response", last);
    lines.tell("response.in_progress", "", "response", last);
  }

  private void end(ChatEvent.Ended ended) {
    JsonValue used =
        ended.usage().or(() -> usage).<JsonValue>map(ResponsesUsage::write).orElse(JsonValue.NULL);
    Optional<String> tier = ended.serviceTier().map(ServiceTiers::told);
    last = response.ended(incomplete, items.output(), used, tier);
    lines.tell(
        incomplete.isEmpty() ? "response.completed" : "response.incomplete", "", "response", last);
  }

  /**
   * Returns the word for why an answer is incomplete; empty for one that is complete. A reason that
   * nobody knows is told in the provider's own word, rather than as success.
   */
  private String reason(FinishReason reason) {
    return switch (reason.kind()) {
      case LENGTH, CONTEXT_FULL -> "max_output_tokens";
      case CONTENT_FILTER -> "content_filter";
      case REFUSAL -> items.isRefused() ? "" : "content_filter"; // in the words, or else here
      case OTHER -> reason.detail().filter(word -> !word.isEmpty()).orElse("other");
      default -> "";
    };
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
