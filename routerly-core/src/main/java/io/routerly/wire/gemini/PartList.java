package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.array;
import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.json.JsonFactories;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of one content while they are written. One owner thread. */
final class PartList {
  private final List<JsonObject> parts = new ArrayList<>();
  private boolean sealable;
  private boolean calls;

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Returns whether a function is called. */
  boolean calls() {
    return calls;
  }

  void text(String text) {
    if (!text.isEmpty()) {
      add(object().add("text", text).build());
      sealable = true;
    }
  }

  /** Adds what another list has. */
  void addAll(PartList others) {
    others.parts.forEach(this::add);
  }

  /** Adds bytes or a file. */
  void media(JsonObject part) {
    add(part);
    sealable = true;
  }

  /** Adds any part that carries its own seal or none. */
  void add(JsonObject part) {
    parts.add(part);
    sealable = false;
  }

  void thought(String text, Optional<String> seal) {
    JsonObjectBuilder part = object().add("text", text).add("thought", true);
    seal.ifPresent(value -> part.add("thoughtSignature", value));
    add(part.build());
  }

  void call(JsonObject call, Optional<String> seal) {
    JsonObjectBuilder part = object().add("functionCall", call);
    seal.ifPresent(value -> part.add("thoughtSignature", value));
    add(part.build());
    calls = true;
  }

  /** Puts a seal on the part before, as whole answers have it, or on an empty text. */
  void seal(String seal) {
    JsonObjectBuilder sealed =
        sealable
            ? JsonFactories.BUILDERS.createObjectBuilder(parts.remove(parts.size() - 1))
            : object().add("text", "");
    add(sealed.add("thoughtSignature", seal).build());
  }

  JsonArray build() {
    JsonArrayBuilder all = array();
    parts.forEach(all::add);
    return all.build();
  }

  void addTo(JsonArrayBuilder target) {
    parts.forEach(target::add);
  }
}
