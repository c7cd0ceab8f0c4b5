package io.routerly.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;

/**
 * Makes a tree of one JSON text in UTF-8.
 *
 * <p>Strings are most of what a conversation consists of. Here they are made of the bytes run by
 * run, which costs a fraction of what a parser needs that takes characters one by one. Not
 * thread-safe.
 */
final class TreeReader {
  private static final int MAX_DEPTH = 1_000;
  private static final int MAX_DIGITS = 1_100;
  private static final int DIGITS_OF_ANY_LONG = 18;

  private final JsonLexer in;
  private int depth;

  TreeReader(byte[] text, int from, int to) {
    this.in = new JsonLexer(text, from, to);
  }

  /** Returns the object that the whole text is. */
  JsonObject read() {
    JsonObject object = object();
    in.skipSpace();
    if (!in.atEnd()) {
      throw in.error("nothing more was expected");
    }
    return object;
  }

  private JsonValue value() {
    return switch (in.peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> JsonTrees.string(string());
      case 't' -> literal("true", JsonValue.TRUE);
      case 'f' -> literal("false", JsonValue.FALSE);
      case 'n' -> literal("null", JsonValue.NULL);
      default -> number();
    };
  }

  private JsonObject object() {
    enter('{');
    JsonObjectBuilder object = JsonFactories.BUILDERS.createObjectBuilder();
    for (boolean more = in.peek() != '}'; more; more = goesOn('}')) {
      in.skipSpace();
      String name = string();
      in.expect(':');
      object.add(name, value());
    }
    leave('}');
    return object.build();
  }

  private JsonArray array() {
    enter('[');
    JsonArrayBuilder array = JsonFactories.BUILDERS.createArrayBuilder();
    for (boolean more = in.peek() != ']'; more; more = goesOn(']')) {
      array.add(value());
    }
    leave(']');
    return array.build();
  }

  private void enter(char open) {
    in.expect(open);
    if (++depth > MAX_DEPTH) {
      throw in.error("more than " + MAX_DEPTH + " levels of nesting");
    }
  }

  private boolean goesOn(char close) {
    if (in.peek() == close) {
      return false;
    }
    in.expect(',');
    return true;
  }

  private void leave(char close) {
    in.expect(close);
    depth--;
  }

  private String string() {
    int from = in.position() + 1;
    in.string();
    return in.text(from, in.position() - 1);
  }

  private JsonValue literal(String word, JsonValue value) {
    in.literal(word);
    return value;
  }

  private JsonValue number() {
    int from = in.position();
    in.number();
    int length = in.position() - from;
    if (length > MAX_DIGITS) {
      throw in.error("a number of more than " + MAX_DIGITS + " characters");
    }
    String digits = new String(in.bytes(), from, length, US_ASCII);
    if (length <= DIGITS_OF_ANY_LONG && isWhole(digits)) {
      return JsonFactories.PROVIDER.createValue(Long.parseLong(digits));
    }
    return JsonFactories.PROVIDER.createValue(new BigDecimal(digits));
  }

  private static boolean isWhole(String digits) {
    return digits.indexOf('.') < 0 && digits.indexOf('e') < 0 && digits.indexOf('E') < 0;
  }
}
