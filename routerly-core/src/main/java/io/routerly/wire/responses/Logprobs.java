package io.routerly.wire.responses;

import io.routerly.chat.TokenLogprob;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes the probabilities of tokens. */
final class Logprobs {
  private Logprobs() {}

  /** Returns the probabilities in the field {@code logprobs} of a text. */
  static List<TokenLogprob> read(FieldReader part) {
    return tokens(part, "logprobs", true);
  }

  private static List<TokenLogprob> tokens(FieldReader owner, String field, boolean outer) {
    List<TokenLogprob> tokens = new ArrayList<>();
    for (FieldReader token : owner.objects(field)) {
      tokens.add(
          new TokenLogprob(
              token.string("token").orElse(""),
              token.number("logprob").orElse(BigDecimal.ZERO),
              bytes(token),
              outer ? tokens(token, "top_logprobs", false) : List.of()));
    }
    return tokens;
  }

  private static List<Integer> bytes(FieldReader token) {
    List<Integer> bytes = new ArrayList<>();
    for (JsonValue value : token.array("bytes")) {
      if (!(value instanceof JsonNumber number)) {
        throw token.invalid("bytes", "a list of numbers");
      }
      bytes.add(number.bigDecimalValue().intValue() & 0xff);
    }
    return bytes;
  }

  /** Returns the value of a field {@code logprobs}. */
  static JsonArray write(List<TokenLogprob> tokens) {
    JsonArrayBuilder all = Trees.array();
    tokens.forEach(
        token -> all.add(plain(token).add("top_logprobs", alternatives(token.alternatives()))));
    return all.build();
  }

  private static JsonArrayBuilder alternatives(List<TokenLogprob> tokens) {
    JsonArrayBuilder all = Trees.array();
    tokens.forEach(token -> all.add(plain(token)));
    return all;
  }

  private static JsonObjectBuilder plain(TokenLogprob token) {
    JsonArrayBuilder bytes = Trees.array();
    token.bytes().forEach(bytes::add);
    return Trees.object()
        .add("token", token.token())
        .add("logprob", token.logprob())
        .add("bytes", bytes);
  }
}
