package io.routerly.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.regex.Pattern;

/**
 * Counts the tokens of texts, as one of OpenAI's encodings splits them.
 *
 * <p>An encoding is loaded when something is first counted with it, and then stays: {@code
 * o200k_base} takes about 26 MB, {@code cl100k_base} about 14 MB. The work is linear in the length
 * of the text. Thread-safe.
 *
 * @see <a href="https://github.com/openai/tiktoken">OpenAI on its encodings</a>
 */
public final class TokenCounter {
  /** Tables that never change, too large to have twice in one process. */
  private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

  private static final Pattern OF_CL100K =
      Pattern.compile("^(gpt-4(?![o.\\d])|gpt-3\\.?5|text-embedding-)");
  private static final TokenCounter O200K = new TokenCounter(EncodingType.O200K_BASE);
  private static final TokenCounter CL100K = new TokenCounter(EncodingType.CL100K_BASE);

  /**
   * How much is counted in one go, in characters. The work for a run without a gap grows faster
   * than its length, and a million characters of one word would take seconds.
   */
  private static final int LONGEST_PIECE = 8 * 1024;

  private final EncodingType type;

  private TokenCounter(EncodingType type) {
    this.type = type;
  }

  /**
   * Returns the counter for a model: {@code cl100k_base} for GPT-3.5, GPT-4 and OpenAI's
   * embeddings, {@code o200k_base} for all others.
   *
   * @param modelName what the provider calls the model, perhaps with its maker and a slash before
   */
  public static TokenCounter of(String modelName) {
    String bare = modelName.substring(modelName.lastIndexOf('/') + 1);
    return OF_CL100K.matcher(bare).find() ? CL100K : O200K;
  }

  /** Returns the name of the encoding, such as {@code o200k_base}. */
  public String encoding() {
    return type.getName();
  }

  /** Returns how many tokens the text has; marks of the encoding's own count as text. */
  public long count(String text) {
    Encoding encoding = ENCODINGS.getEncoding(type);
    long tokens = 0;
    int from = 0;
    while (from < text.length()) {
      int to = endOfPiece(text, from);
      tokens += encoding.countTokensOrdinary(text.substring(from, to));
      from = to;
    }
    return tokens;
  }

  /** Cuts before a gap, where tokens begin anyway, and else between two characters. */
  private static int endOfPiece(String text, int from) {
    int most = from + LONGEST_PIECE;
    if (most >= text.length()) {
      return text.length();
    }
    for (int at = most; at > from + LONGEST_PIECE / 2; at--) {
      if (text.charAt(at) == ' ' && text.charAt(at - 1) != ' ') {
        return at;
      }
    }
    return Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
  }
}
