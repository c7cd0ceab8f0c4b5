package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.json.JsonCursor;
import io.routerly.json.JsonTrees;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.JsonEdits.Field;
import io.routerly.wire.JsonEdits.Met;
import jakarta.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The messages of a Chat Completions request, changed in place to what an API takes.
 *
 * @param cursor stands at the value of {@code messages}
 */
record ChatMessages(JsonCursor cursor, JsonEdits edits, ApiTraits traits, Losses losses) {
  /** What everyone knows in a message; {@code prefix} is Mistral's own. */
  private static final Set<String> KNOWN =
      Set.of("role", "content", "tool_calls", "tool_call_id", "prefix");

  /** Passes the whole value. */
  void pass() {
    if (traits.has(Quirk.PLAIN_TURNS) && cursor.peek() == '[') {
      plain();
      return;
    }
    boolean concerned =
        traits.has(Quirk.NO_DEVELOPER_ROLE)
            || traits.has(Quirk.NINE_CHARACTER_TOOL_IDS)
            || traits.has(Quirk.BARE_MESSAGES);
    if (!concerned || cursor.peek() != '[') {
      cursor.skip();
      return;
    }
    cursor.enterArray();
    while (cursor.nextElement()) {
      if (cursor.peek() == '{') {
        message();
      } else {
        cursor.skip();
      }
    }
  }

  private void plain() {
    int from = cursor.position();
    cursor.skip();
    Span value = new Span(from, cursor.offset());
    JsonArray messages =
        JsonTrees.object(("{\"m\":" + edits.textOf(value) + "}").getBytes(UTF_8)).getJsonArray("m");
    JsonArray turns = new PlainTurns(losses).of(messages);
    if (!turns.equals(messages)) {
      edits.replace(value, new String(JsonTrees.bytes(turns), UTF_8));
    }
  }

  private void message() {
    List<Field> fields = new ArrayList<>();
    cursor.enterObject();
    while (cursor.nextField()) {
      Met field = Field.met(cursor);
      switch (field.name()) {
        case "role" -> role();
        case "tool_call_id" -> toolId();
        case "tool_calls" -> toolCalls();
        default -> cursor.skip();
      }
      fields.add(field.passed(cursor));
    }
    if (traits.has(Quirk.BARE_MESSAGES)) {
      edits.remove(fields, ChatMessages::isUnknown);
      fields.stream().filter(ChatMessages::isUnknown).forEach(this::note);
    }
  }

  private static boolean isUnknown(Field field) {
    return !KNOWN.contains(field.name());
  }

  private void role() {
    int from = cursor.position();
    if (cursor.peek() != '"') {
      cursor.skip();
    } else if (cursor.readString().equals("developer") && traits.has(Quirk.NO_DEVELOPER_ROLE)) {
      edits.replace(new Span(from, cursor.offset()), "\"system\"");
    }
  }

  private void toolCalls() {
    if (cursor.peek() != '[') {
      cursor.skip();
      return;
    }
    cursor.enterArray();
    while (cursor.nextElement()) {
      if (cursor.peek() != '{') {
        cursor.skip();
        continue;
      }
      cursor.enterObject();
      while (cursor.nextField()) {
        if (cursor.nameIs("id")) {
          toolId();
        } else {
          cursor.skip();
        }
      }
    }
  }

  private void toolId() {
    int from = cursor.position();
    if (!traits.has(Quirk.NINE_CHARACTER_TOOL_IDS) || cursor.peek() != '"') {
      cursor.skip();
      return;
    }
    String id = cursor.readString();
    String fitted = ToolIds.NINE.fit(id);
    if (!fitted.equals(id)) {
      edits.replace(new Span(from, cursor.offset()), JsonText.quote(fitted));
    }
  }

  private void note(Field field) {
    if (DefaultValues.saysNothing(field.name(), edits.textOf(field.value()))) {
      return;
    }
    if (field.name().equals("name")) {
      losses.drop(ChatField.MESSAGE_NAME);
    } else {
      losses.drop("messages." + field.name());
    }
  }
}
