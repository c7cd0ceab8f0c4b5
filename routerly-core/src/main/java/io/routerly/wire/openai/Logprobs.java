package io.routerly.wire.openai;

import io.routerly.chat.TokenLogprob;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes the probabilities of tokens. */
final class Logprobs {
  private Logprobs() {}

  /** Returns the tokens of the text and of the refusal in a choice or in a piece of one. */
  static List<TokenLogprob> read(FieldReader choice) {
    Optional<FieldReader> logprobs = choice.object("logprobs");
    List<TokenLogprob> tokens = new ArrayList<>();
    logprobs.ifPresent(it -> it.objects("content").forEach(token -> tokens.add(token(token))));
    logprobs.ifPresent(it -> it.objects("refusal").forEach(token -> tokens.add(token(token))));
    return tokens;
  }

  private static TokenLogprob token(FieldReader token) {
    List<TokenLogprob> alternatives = new ArrayList<>();
    token.objects("top_logprobs").forEach(other -> alternatives.add(token(other)));
    return new TokenLogprob(
        token.requireString("token"),
        token.number("logprob").orElse(BigDecimal.ZERO),
        bytes(token),
        alternatives);
  }

  private static List<Integer> bytes(FieldReader token) {
    List<Integer> bytes = new ArrayList<>();
    for (JsonValue value : token.array("bytes")) {
      if (value instanceof JsonNumber number) {
        bytes.add(number.intValue() & 0xff);
      }
    }
    return bytes;
  }

  /** Returns the value of {@code logprobs}: null where nothing is told. */
  static JsonValue write(List<TokenLogprob> tokens, boolean refusal) {
    if (tokens.isEmpty()) {
      return JsonValue.NULL;
    }
    JsonArray written = array(tokens, true);
    return Nodes.object()
        .add("content", refusal ? JsonValue.NULL : written)
        .add("refusal", refusal ? written : JsonValue.NULL)
        .build();
  }

  private static JsonArray array(List<TokenLogprob> tokens, boolean withAlternatives) {
    JsonArrayBuilder array = Nodes.array();
    tokens.forEach(token -> array.add(token(token, withAlternatives)));
    return array.build();
  }

  private static JsonObject token(TokenLogprob token, boolean withAlternatives) {
    JsonObjectBuilder written =
        Nodes.object().add("token", token.token()).add("logprob", token.logprob());
    if (token.bytes().isEmpty()) {
      written.addNull("bytes");
    } else {
      JsonArrayBuilder bytes = Nodes.array();
      token.bytes().forEach(bytes::add);
      written.add("bytes", bytes);
    }
    if (withAlternatives) {
      written.add("top_logprobs", array(token.alternatives(), false));
    }
    return written.build();
  }
}
