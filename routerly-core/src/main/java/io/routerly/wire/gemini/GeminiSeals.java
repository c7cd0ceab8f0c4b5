package io.routerly.wire.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import io.routerly.wire.SealedText;
import java.util.Base64;

/**
 * The {@code thoughtSignature} of a part.
 *
 * <p>The API's type is bytes, which Google's clients decode from base64. So the seal of another
 * vendor, which a client is to send back, is put into base64 as a whole.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">thought signatures</a>
 */
final class GeminiSeals {
  /** What Google documents for calls that a Gemini model did not make. */
  static final String NO_SEAL = "skip_thought_signature_validator";

  /** Base64 of the beginning that {@link SealedText} gives a seal of another vendor. */
  private static final String FOREIGN = "cm91dGVybHku";

  private GeminiSeals() {}

  /** Returns the seal as a client of this format gets it. */
  static String forClient(Signature signature) {
    return signature.vendor() == Vendor.GEMINI
        ? signature.value()
        : Base64.getEncoder()
            .encodeToString(SealedText.of(signature, Vendor.GEMINI).getBytes(UTF_8));
  }

  /** Returns the seal that a client of this format sent back. */
  static Signature fromClient(String text) {
    if (!text.startsWith(FOREIGN)) {
      return new Signature(Vendor.GEMINI, text);
    }
    try {
      String sealed = new String(Base64.getDecoder().decode(text), UTF_8);
      Signature signature = SealedText.read(sealed, Vendor.GEMINI);
      return signature.vendor() == Vendor.GEMINI ? new Signature(Vendor.GEMINI, text) : signature;
    } catch (IllegalArgumentException e) {
      return new Signature(Vendor.GEMINI, text);
    }
  }
}
