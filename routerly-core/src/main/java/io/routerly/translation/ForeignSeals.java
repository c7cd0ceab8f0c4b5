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

/**
 * Takes the seals that this gateway carried in another vendor's place out of a request that goes to
 * a provider of the client's own format: it would refuse them.
 *
 * <p>They are there when a conversation moved from one provider to another.
 */
public final class ForeignSeals {
  private static final byte[] MARK = "\"routerly".getBytes(US_ASCII);

  private ForeignSeals() {}

  /**
   * Returns the request as its own format's API takes it; the same array if nothing has to change.
   *
   * @param losses is told if reasoning was taken out
   */
  public static byte[] strip(WireFormat format, byte[] body, Losses losses) {
    boolean sealable =
        format == WireFormat.ANTHROPIC_MESSAGES || format == WireFormat.OPENAI_RESPONSES;
    if (!sealable || !contains(body)) {
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

  private static boolean contains(byte[] body) {
    int last = body.length - MARK.length;
    for (int at = 0; at <= last; at++) {
      if (body[at] == MARK[0] && body[at + 1] == MARK[1] && matches(body, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] body, int from) {
    int at = 2;
    while (at < MARK.length && body[from + at] == MARK[at]) {
      at++;
    }
    return at == MARK.length;
  }
}
