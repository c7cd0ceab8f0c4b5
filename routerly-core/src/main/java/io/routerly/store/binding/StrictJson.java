package io.routerly.store.binding;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads one JSON document from bytes, more strictly than JSON-P does: UTF-8 without byte-order
 * mark, no key twice in an object, nothing after the document, a bounded depth.
 *
 * <p>Thread-safe. The factories are kept because looking them up costs more than a small document.
 */
final class StrictJson {
  private static final int MAX_DEPTH = 256;
  private static final String HALF =
      "holds half of a character, an escaped surrogate without the other: write both or neither";

  private final JsonParserFactory parsers;
  private final JsonBuilderFactory builders;

  /** Stands for a number that could not be read. */
  private final JsonValue zero;

  StrictJson(JsonProvider provider) {
    parsers = provider.createParserFactory(Map.of());
    builders = provider.createBuilderFactory(Map.of());
    zero = provider.createValue(0);
  }

  /** Returns the value; where it reports a finding, the value is as good as could be read. */
  JsonValue read(byte[] bytes, Findings findings) {
    String text = Utf8Text.decode(bytes, findings);
    if (!findings.isEmpty()) {
      return JsonValue.NULL;
    }
    if (text.isBlank()) {
      findings.add("", "is empty");
      return JsonValue.NULL;
    }
    try (JsonParser parser = parsers.createParser(new StringReader(text))) {
      JsonValue value = new Reading(parser, findings).value(parser.next(), "", 1);
      // The parser looks for trailing text only when it is asked for more.
      if (parser.hasNext()) {
        findings.add("", "has text after the end of the JSON" + place(parser.getLocation()));
      }
      return value;
    } catch (JsonParsingException e) {
      findings.add("", "is not valid JSON" + place(e.getLocation()) + reason(text));
      return JsonValue.NULL;
    } catch (JsonException e) {
      findings.add("", "is not valid JSON: " + e.getMessage());
      return JsonValue.NULL;
    }
  }

  /** JSON can spell what UTF-8 cannot, which would be stored as something else. */
  private static boolean hasHalfCharacter(String text) {
    return text.codePoints().anyMatch(point -> point >= 0xd800 && point <= 0xdfff);
  }

  private static String place(JsonLocation location) {
    return " at line " + location.getLineNumber() + ", column " + location.getColumnNumber();
  }

  private static String reason(String text) {
    char last = text.charAt(text.stripTrailing().length() - 1);
    return last == '}' || last == ']' ? "" : "; it may have been cut off";
  }

  /** One pass over the parser's events. */
  private final class Reading {
    private final JsonParser parser;
    private final Findings findings;

    Reading(JsonParser parser, Findings findings) {
      this.parser = parser;
      this.findings = findings;
    }

    JsonValue value(JsonParser.Event event, String pointer, int depth) {
      if (event != JsonParser.Event.START_OBJECT && event != JsonParser.Event.START_ARRAY) {
        return scalar(pointer);
      }
      if (depth > MAX_DEPTH) {
        throw new JsonException("it is nested more than " + MAX_DEPTH + " levels deep");
      }
      return event == JsonParser.Event.START_OBJECT
          ? object(pointer, depth)
          : array(pointer, depth);
    }

    /** The parser refuses numbers of more digits than it would reckon with. */
    private JsonValue scalar(String pointer) {
      try {
        JsonValue value = parser.getValue();
        if (value instanceof JsonString text && hasHalfCharacter(text.getString())) {
          findings.add(pointer, HALF);
        }
        return value;
      } catch (UnsupportedOperationException | ArithmeticException | NumberFormatException e) {
        findings.add(pointer, "is a number of too many digits: write a shorter one");
        return zero;
      }
    }

    private JsonValue object(String pointer, int depth) {
      JsonObjectBuilder object = builders.createObjectBuilder();
      Set<String> keys = new HashSet<>();
      while (parser.next() != JsonParser.Event.END_OBJECT) {
        String key = parser.getString();
        String place = Pointers.child(pointer, key);
        if (hasHalfCharacter(key)) {
          findings.add(pointer, HALF);
        }
        if (!keys.add(key)) {
          findings.add(place, "stands twice in this object: leave one of them out");
        }
        object.add(key, value(parser.next(), place, depth + 1));
      }
      return object.build();
    }

    private JsonValue array(String pointer, int depth) {
      JsonArrayBuilder array = builders.createArrayBuilder();
      int index = 0;
      for (JsonParser.Event event = parser.next();
          event != JsonParser.Event.END_ARRAY;
          event = parser.next()) {
        array.add(value(event, Pointers.child(pointer, index++), depth + 1));
      }
      return array.build();
    }
  }
}
