package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.json.JsonCursor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.JsonEdits;
import io.routerly.wire.JsonEdits.Field;
import io.routerly.wire.JsonEdits.Met;
import io.routerly.wire.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes the reasoning and the seals of other models out of a Chat Completions request, and leaves
 * every other byte as the client sent it.
 *
 * <p>Clients send back what they were told, so they are there when a conversation moved from one
 * model to another; an API that does not know the fields may refuse them. Where an API may know
 * them, only what is remembered to come from elsewhere is taken out. One owner thread.
 */
public final class ForeignReasoning {
  private static final String REASONING = "reasoning_content";
  private static final byte[] REASONING_MARK = mark(REASONING);
  private static final byte[] SEAL_MARK = mark(SentCalls.SEAL);

  private final JsonCursor cursor;
  private final JsonEdits edits;
  private final ApiTraits traits;
  private final ChatTurns.Supply known;
  private final Losses losses;
  private final UserText said;

  private ForeignReasoning(byte[] body, ApiTraits traits, ChatTurns.Supply known, Losses losses) {
    this.cursor = new JsonCursor(body);
    this.edits = new JsonEdits(body);
    this.traits = traits;
    this.known = known;
    this.losses = losses;
    this.said = new UserText(body);
  }

  /**
   * Returns the body without them; the same array if there are none.
   *
   * @param body a JSON object that was found to be valid
   * @param known what other models are remembered to have said
   * @param losses is told of what was taken out
   */
  public static byte[] without(
      byte[] body, ApiTraits traits, ChatTurns.Supply known, Losses losses) {
    return holds(body) ? new ForeignReasoning(body, traits, known, losses).without() : body;
  }

  private byte[] without() {
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("messages")) {
        ChatTurns.eachObject(cursor, this::message);
      } else {
        cursor.skip();
      }
    }
    return edits.applied();
  }

  private void message() {
    SentCalls calls = new SentCalls(cursor, edits);
    List<Field> fields = new ArrayList<>();
    Optional<Span> content = Optional.empty();
    boolean user = false;
    cursor.enterObject();
    while (cursor.nextField()) {
      Met met = Field.met(cursor);
      if (met.name().equals("tool_calls")) {
        ChatTurns.eachObject(cursor, calls::read);
      } else if (met.name().equals("role") && cursor.peek() == '"') {
        user = cursor.readString().equals("user");
      } else {
        cursor.skip();
      }
      Field field = met.passed(cursor);
      fields.add(field);
      content = field.name().equals("content") ? Optional.of(field.value()) : content;
    }
    if (user) {
      said.at(content);
    }
    if (calls.unseal(this::isForeign, said)) {
      losses.drop(ChatField.THINKING_SIGNATURE);
    }
    edits.remove(fields, field -> field.name().equals(REASONING) && isForeign(field, calls));
  }

  private boolean isForeign(Called call) {
    if (traits.has(Quirk.SEALED_TOOL_CALLS) || traits.has(Quirk.TAKES_SEALS)) {
      return false;
    }
    return traits.has(Quirk.NO_REASONING_IN_MESSAGES)
        || traits.has(Quirk.BARE_MESSAGES)
        || known.seal(call).isPresent();
  }

  private boolean isForeign(Field reasoning, SentCalls calls) {
    if (traits.has(Quirk.WANTS_REASONING_BACK) || traits.has(Quirk.BARE_MESSAGES)) {
      return false; // in the latter case it is taken out with all else that is not known
    }
    String text = text(reasoning.value());
    boolean foreign =
        traits.has(Quirk.NO_REASONING_IN_MESSAGES)
            || (!calls.isEmpty()
                && known.reasoning(calls.called(said)).filter(text::equals).isPresent());
    if (foreign && !text.isEmpty()) {
      losses.drop(ChatField.THINKING);
    }
    return foreign;
  }

  private String text(Span value) {
    JsonCursor inner = new JsonCursor(edits.text(), value.from(), value.to());
    return inner.peek() == '"' ? inner.readString() : "";
  }

  private static boolean holds(byte[] body) {
    for (int at = 0; at < body.length; at++) {
      if (body[at] == '"' && (matches(body, at, REASONING_MARK) || matches(body, at, SEAL_MARK))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] body, int from, byte[] mark) {
    return from + mark.length <= body.length
        && Arrays.equals(body, from, from + mark.length, mark, 0, mark.length);
  }

  private static byte[] mark(String field) {
    return ('"' + field + '"').getBytes(US_ASCII);
  }
}
