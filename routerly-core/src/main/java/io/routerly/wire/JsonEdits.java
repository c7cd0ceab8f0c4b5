package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.json.JsonCursor;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Changes to a JSON text that leave every byte beside them as it was. One owner thread.
 *
 * <p>The changes are collected while the text is walked over, and do not overlap.
 */
public final class JsonEdits {
  private final byte[] text;
  private final List<Edit> edits = new ArrayList<>();

  /** Begins to change a JSON text; the array is shared, not copied. */
  public JsonEdits(byte[] text) {
    this.text = text;
  }

  private record Edit(Span span, String replacement) {}

  /**
   * One field of an object that was walked over.
   *
   * @param at from the quote that begins its name to the end of its value
   * @param nameAt where its name stands, quotes included
   * @param value where its value stands
   */
  public record Field(String name, Span at, Span nameAt, Span value) {
    /** Returns the field that the cursor has just met, and whose value it has yet to pass. */
    public static Met met(JsonCursor cursor) {
      Span nameAt = new Span(cursor.nameOffset(), cursor.nameEnd());
      return new Met(cursor.name(), nameAt, cursor.position());
    }
  }

  /** A field whose value begins there. */
  public record Met(String name, Span nameAt, int valueFrom) {
    /** Returns the whole field, whose value the cursor has just passed. */
    public Field passed(JsonCursor cursor) {
      int to = cursor.offset();
      return new Field(name, new Span(nameAt.from(), to), nameAt, new Span(valueFrom, to));
    }
  }

  /** Puts something in the place of what stands there. */
  public void replace(Span span, String replacement) {
    edits.add(new Edit(span, replacement));
  }

  /** Gives a field another name. */
  void rename(Field field, String name) {
    replace(field.nameAt(), JsonText.quote(name));
  }

  /**
   * Takes fields out of an object, with the commas that would be left over.
   *
   * @param fields all fields of the object in their order
   */
  public void remove(List<Field> fields, Predicate<Field> unwanted) {
    int lastKept = fields.size() - 1;
    while (lastKept >= 0 && unwanted.test(fields.get(lastKept))) {
      lastKept--;
    }
    for (int i = 0; i < lastKept; i++) {
      if (unwanted.test(fields.get(i))) {
        replace(new Span(fields.get(i).at().from(), fields.get(i + 1).at().from()), "");
      }
    }
    if (lastKept < fields.size() - 1) {
      int from = lastKept < 0 ? fields.get(0).at().from() : fields.get(lastKept).at().to();
      replace(new Span(from, fields.get(fields.size() - 1).at().to()), "");
    }
  }

  /** Returns the text as it was; shared, not copied. */
  public byte[] text() {
    return text;
  }

  /** Returns what stands there. */
  public String textOf(Span span) {
    return new String(text, span.from(), span.to() - span.from(), UTF_8);
  }

  /** Returns the text with all changes; the text itself if there are none. */
  public byte[] applied() {
    if (edits.isEmpty()) {
      return text;
    }
    edits.sort(Comparator.comparingInt(edit -> edit.span().from()));
    ByteArrayOutputStream result = new ByteArrayOutputStream(text.length + 64);
    int done = 0;
    for (Edit edit : edits) {
      result.write(text, done, edit.span().from() - done);
      result.writeBytes(edit.replacement().getBytes(UTF_8));
      done = edit.span().to();
    }
    result.write(text, done, text.length - done);
    return result.toByteArray();
  }
}
