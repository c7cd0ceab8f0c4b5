package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.array;
import static io.routerly.wire.gemini.GeminiJson.object;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatEvent;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.EventEncoder;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes an answer as a stream: one event per piece, and a last one that says of all candidates why
 * they ended, and what the answer used.
 */
final class GeminiEncoder implements EventEncoder {
  private static final byte[] DATA = "data: ".getBytes(UTF_8);
  private static final byte[] END = "\r\n\r\n".getBytes(UTF_8);

  private final AnswerFrame frame;
  private final Map<Integer, GeminiChoice> choices = new TreeMap<>();
  private String model = "";

  GeminiEncoder(AnswerFrame frame) {
    this.frame = frame;
  }

  @Override
  public void write(ChatEvent event, ByteArrayOutputStream target) {
    if (event instanceof ChatEvent.Started started) {
      model = started.model();
    } else if (event instanceof ChatEvent.BlockStarted block) {
      told(block.choice(), choice(block.choice()).start(block.opening()), target);
    } else if (event instanceof ChatEvent.BlockGrew grew) {
      told(grew.choice(), choice(grew.choice()).grow(grew.part(), grew.text()), target);
    } else if (event instanceof ChatEvent.Cited cited) {
      choice(cited.choice()).cite(cited.citation());
    } else if (event instanceof ChatEvent.Signed signed) {
      told(signed.choice(), choice(signed.choice()).sign(signed.signature()), target);
    } else if (event instanceof ChatEvent.BlockEnded block) {
      told(block.choice(), choice(block.choice()).end(), target);
    } else if (event instanceof ChatEvent.TokensRated rated) {
      choice(rated.choice()).rate(rated.tokens());
    } else if (event instanceof ChatEvent.ChoiceEnded ended) {
      choice(ended.choice()).finish(ended.reason());
    } else if (event instanceof ChatEvent.Ended ended) {
      last(ended, target);
    }
  }

  private GeminiChoice choice(int index) {
    return choices.computeIfAbsent(index, absent -> new GeminiChoice());
  }

  private void told(int index, Optional<JsonObject> part, ByteArrayOutputStream target) {
    part.ifPresent(
        piece -> {
          JsonObjectBuilder candidate =
              choice(index).candidate(array().add(piece)).add("index", index);
          send(object().add("candidates", array().add(candidate)), target);
        });
  }

  private void last(ChatEvent.Ended ended, ByteArrayOutputStream target) {
    JsonArrayBuilder candidates = array();
    choices.forEach(
        (index, choice) -> candidates.add(choice.last().add("index", index.intValue())));
    JsonObjectBuilder body = object().add("candidates", candidates);
    ended
        .usage()
        .ifPresent(
            usage -> body.add("usageMetadata", GeminiUsage.write(usage, ended.serviceTier())));
    send(body, target);
  }

  private void send(JsonObjectBuilder body, ByteArrayOutputStream target) {
    body.add("modelVersion", model).add("responseId", frame.uniqueId());
    target.writeBytes(DATA);
    target.writeBytes(JsonTrees.bytes(body.build()));
    target.writeBytes(END);
  }

  @Override
  public byte[] signOfLife() {
    return GeminiWatch.BLANK_LINE.clone();
  }

  @Override
  public byte[] failure(String code, String message) {
    return GeminiErrors.event(502, code, message);
  }
}
