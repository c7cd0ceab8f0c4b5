package io.routerly.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCursorTest {
  @Test
  void findsFieldsWhateverStandsBetweenThem() {
    JsonCursor cursor =
        cursor(" { \"a\" : [1, {\"model\": 2}, \"]\"] ,\n\"mod\\u0065l\":\"x\\n\\u00e9\" } ");
    List<String> seen = new ArrayList<>();
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("model")) {
        seen.add(cursor.readString());
      } else {
        seen.add(cursor.name());
        cursor.skip();
      }
    }
    cursor.end();
    assertThat(seen).containsExactly("a", "x\né");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "17, 17",
    "999999999999999999, 999999999999999999",
    "1000000000000000000, -1",
    "-1, -1",
    "1.0, -1",
    "1e2, -1"
  })
  void readsWholeNumbersThatAreWrittenAsSuch(String number, long read) {
    JsonCursor cursor = cursor(number + " ");

    assertThat(cursor.readWhole()).isEqualTo(read);
    cursor.end();
  }

  @Test
  void passesAStringOnlyIfItIsTheWantedOne() {
    JsonCursor cursor = cursor(" \"text\" ");

    assertThat(cursor.stringIs("tex")).isFalse();
    assertThat(cursor.stringIs("texts")).isFalse();
    assertThat(cursor.stringIs("tent")).isFalse();
    assertThat(cursor.stringIs("text")).isTrue();
    cursor.end();
  }

  @Test
  void namesWithEscapesAreTheNamesThatTheySpell() {
    JsonCursor cursor = cursor("{\"\\u0061b\":1,\"\u00e9\":2}");
    cursor.enterObject();

    assertThat(cursor.nextField()).isTrue();
    assertThat(cursor.nameIs("ab")).isTrue();
    assertThat(cursor.nameIs("\\u0061b")).isFalse();
    cursor.skip();
    assertThat(cursor.nextField()).isTrue();
    assertThat(cursor.nameIs("\u00e9")).isTrue();
    assertThat(cursor.nameIs("ab")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "}",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "[1 2]",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"open",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "-",
        "tru",
        "nul",
        "\"\u0001\"",
        "[}",
        "{]",
        "1 1",
        "[\"a\":1]",
        "{\"a\"}",
        "'a'",
        "NaN",
        "// c\n1"
      })
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(
            () -> {
              JsonCursor cursor = cursor(text);
              cursor.skip();
              cursor.end();
            })
        .isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[][] wrong = {
      {'"', (byte) 0xC0, (byte) 0x80, '"'}, // overlong
      {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, // a surrogate
      {'"', (byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80, '"'}, // beyond Unicode
      {'"', (byte) 0xE2, (byte) 0x82, '"'}, // cut off
      {'"', (byte) 0x80, '"'} // a trail without a lead
    };
    for (byte[] text : wrong) {
      assertThatThrownBy(() -> new JsonCursor(text).skip()).isInstanceOf(JsonSyntaxException.class);
    }
  }

  @Test
  void refusesNestingBeyondItsLimit() {
    cursor("[".repeat(256) + "]".repeat(256)).skip();
    assertThatThrownBy(() -> cursor("[".repeat(257) + "]".repeat(257)).skip())
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("nesting");
  }

  @Property(tries = 2000)
  void acceptsNothingThatAParserRefuses(@ForAll("mutilated") String text) {
    // The other way round does not hold: Parsson takes ["a":1] for an array.
    assertThat(!isValid(text) || parses(text)).as(text).isTrue();
  }

  @Property(tries = 500)
  void acceptsWhateverAWriterWrites(@ForAll List<String> texts, @ForAll List<Double> numbers) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    JsonArrayBuilder array = Json.createArrayBuilder();
    numbers.forEach(array::add);
    texts.stream().map(JsonCursorTest::wellFormed).forEach(text -> object.add(text, text));
    assertThat(isValid(object.add("numbers", array).build().toString())).isTrue();
  }

  /** A lone surrogate has no form in UTF-8. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }

  @Provide
  Arbitrary<String> mutilated() {
    String valid = "{\"a\":[1,-2.5e+3,true,null,\"x\\u00e9\\n\"],\"b\":{\"c\":{}},\"d\":[[],[0]]}";
    Arbitrary<Integer> place = Arbitraries.integers().between(0, valid.length() - 1);
    Arbitrary<String> patch =
        Arbitraries.strings().withChars("{}[],:\"\\0123456789.eE+-truefalsn u").ofMaxLength(2);
    return Combinators.combine(place, patch, Arbitraries.integers().between(0, 3))
        .as(
            (at, text, removed) ->
                valid.substring(0, at)
                    + text
                    + valid.substring(Math.min(valid.length(), at + removed)));
  }

  private static boolean isValid(String text) {
    try {
      JsonCursor cursor = cursor(text);
      cursor.skip();
      cursor.end();
      return true;
    } catch (JsonSyntaxException e) {
      return false;
    }
  }

  private static boolean parses(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      reader.readValue();
      return true;
    } catch (JsonException e) {
      return false;
    }
  }

  private static JsonCursor cursor(String text) {
    return new JsonCursor(text.getBytes(UTF_8));
  }
}
