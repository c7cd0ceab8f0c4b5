package io.routerly.wire;

import io.routerly.chat.Losses;
import io.routerly.json.JsonCursor;
import io.routerly.wire.JsonEdits.Field;
import io.routerly.wire.JsonEdits.Met;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The effort of reasoning that a request asks for, changed in place to one that the model takes.
 *
 * @param cursor stands at the value that is to be passed
 */
record EffortEdits(JsonCursor cursor, JsonEdits edits, ApiTraits traits, Losses losses) {
  /** Passes an effort; returns false if the model takes none in its place. */
  boolean pass() {
    int from = cursor.position();
    if (traits.efforts().isEmpty() || cursor.peek() != '"') {
      cursor.skip();
      return true;
    }
    String word = cursor.readString();
    Optional<String> fitted = traits.efforts().get().fit(word, losses);
    fitted
        .filter(other -> !other.equals(word))
        .ifPresent(other -> edits.replace(new Span(from, cursor.offset()), JsonText.quote(other)));
    return fitted.isPresent();
  }

  /** Passes {@code reasoning} of Responses, which has the effort among others. */
  void withinReasoning() {
    if (cursor.peek() != '{') {
      cursor.skip();
      return;
    }
    List<Field> fields = new ArrayList<>();
    boolean taken = true;
    cursor.enterObject();
    while (cursor.nextField()) {
      Met field = Field.met(cursor);
      if (field.name().equals("effort")) {
        taken = pass();
      } else {
        cursor.skip();
      }
      fields.add(field.passed(cursor));
    }
    if (!taken) {
      edits.remove(fields, each -> each.name().equals("effort"));
    }
  }
}
