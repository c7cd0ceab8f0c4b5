package io.routerly.translation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.wire.WireFormat;
import io.routerly.wire.anthropic.MessagesHistory;
import io.routerly.wire.responses.ResponsesHistory;
import jakarta.json.JsonObject;
import java.util.Arrays;

/**
 * Takes the seals that this gateway carried in another vendor's place out of a request that goes to
 * a provider of the client's own format: it would refuse them.
 *
 * <p>They are there when a conversation moved from one provider to another.
 */
final class ForeignSeals {
  private static final byte[] MARK = "\"routerly".getBytes(US_ASCII);

  /** Where reasoning stands that no vendor sealed, if it is empty. */
  private static final byte[] SIGNATURE = "\"signature\"".getBytes(US_ASCII);

  /** Where a page is cited that the provider did not find, if it is empty. */
  private static final byte[] INDEX = "\"encrypted_index\"".getBytes(US_ASCII);

  private static final byte[] EMPTY = "\"\"".getBytes(US_ASCII);
  private static final byte[] REASONING = "\"rs_".getBytes(US_ASCII);

  private ForeignSeals() {}

  /**
   * Returns the request as its own format's API takes it; the same array if nothing has to change.
   *
   * @param losses is told if reasoning or citations were taken out
   */
  static byte[] strip(WireFormat format, byte[] body, Losses losses) {
    boolean sealable =
        format == WireFormat.ANTHROPIC_MESSAGES || format == WireFormat.OPENAI_RESPONSES;
    if (!sealable || !mayHold(body, format)) {
      return body;
    }
    try {
      return strip(format, body, JsonTrees.object(body), losses);
    } catch (JsonSyntaxException e) {
      return body; // what no tree takes, such as a number of a thousand digits, is the provider's
    }
  }

  private static byte[] strip(WireFormat format, byte[] body, JsonObject request, Losses losses) {
    boolean anthropic = format == WireFormat.ANTHROPIC_MESSAGES;
    JsonObject unsealed =
        anthropic
            ? MessagesHistory.withoutForeignSeals(request)
            : ResponsesHistory.withoutForeignSeals(request);
    JsonObject stripped = anthropic ? MessagesHistory.withoutForeignCitations(unsealed) : unsealed;
    lose(ChatField.THINKING_SIGNATURE, !unsealed.equals(request), losses);
    lose(ChatField.CITATIONS, !stripped.equals(unsealed), losses);
    return stripped.equals(request) ? body : JsonTrees.bytes(stripped);
  }

  private static void lose(ChatField field, boolean lost, Losses losses) {
    if (lost) {
      losses.drop(field);
    }
  }

  private static boolean mayHold(byte[] body, WireFormat format) {
    boolean anthropic = format == WireFormat.ANTHROPIC_MESSAGES;
    for (int at = 0; at < body.length; at++) {
      if (body[at] == '"' && (matches(body, at, MARK) || isUnmarked(body, at, anthropic))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnmarked(byte[] body, int at, boolean anthropic) {
    return anthropic
        ? isEmpty(body, at, SIGNATURE) || isEmpty(body, at, INDEX)
        : matches(body, at, REASONING);
  }

  /** Returns whether a field of that name with an empty text stands at {@code from}. */
  private static boolean isEmpty(byte[] body, int from, byte[] name) {
    if (!matches(body, from, name)) {
      return false;
    }
    int at = from + name.length;
    while (at < body.length && " :\t\r\n".indexOf(body[at]) >= 0) {
      at++;
    }
    return matches(body, at, EMPTY);
  }

  private static boolean matches(byte[] body, int from, byte[] mark) {
    return from + mark.length <= body.length
        && Arrays.equals(body, from, from + mark.length, mark, 0, mark.length);
  }
}
