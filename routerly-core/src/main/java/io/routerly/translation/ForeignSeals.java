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
public final class ForeignSeals {
  private static final byte[] MARK = "\"routerly".getBytes(US_ASCII);

  /** Where reasoning may stand that no vendor sealed. */
  private static final byte[] SIGNATURE = "\"signature\"".getBytes(US_ASCII);

  private static final byte[] REASONING = "\"rs_".getBytes(US_ASCII);

  private ForeignSeals() {}

  /**
   * Returns the request as its own format's API takes it; the same array if nothing has to change.
   *
   * @param losses is told if reasoning was taken out
   */
  public static byte[] strip(WireFormat format, byte[] body, Losses losses) {
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
    JsonObject stripped =
        format == WireFormat.ANTHROPIC_MESSAGES
            ? MessagesHistory.withoutForeignSeals(request)
            : ResponsesHistory.withoutForeignSeals(request);
    if (stripped.equals(request)) {
      return body;
    }
    losses.drop(ChatField.THINKING_SIGNATURE);
    return JsonTrees.bytes(stripped);
  }

  private static boolean mayHold(byte[] body, WireFormat format) {
    byte[] unsealed = format == WireFormat.ANTHROPIC_MESSAGES ? SIGNATURE : REASONING;
    for (int at = 0; at < body.length; at++) {
      if (body[at] == '"' && (matches(body, at, MARK) || matches(body, at, unsealed))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] body, int from, byte[] mark) {
    return from + mark.length <= body.length
        && Arrays.equals(body, from, from + mark.length, mark, 0, mark.length);
  }
}
