package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import io.routerly.wire.SealedText;
import java.util.Base64;
import java.util.Optional;

/**
 * Carries seals of other vendors in the {@code encrypted_content} of reasoning items.
 *
 * <p>Besides reasoning, two things travel so that this format has no item for: reasoning that is
 * kept secret as a whole, and the seal of a tool call. The latter names its call, because clients
 * may put the outputs of tools between the two.
 */
final class Seals {
  private static final String FOREIGN = "routerly";

  private static final String REDACTED = FOREIGN + "-redacted.";
  private static final String CALL = FOREIGN + "-call.";

  /** Marks reasoning of another vendor's that has no seal, so that OpenAI is never sent it. */
  static final String UNSIGNED = FOREIGN + "-unsigned";

  private Seals() {}

  /** Returns whether this gateway made what stands in {@code encrypted_content}. */
  static boolean isForeign(String text) {
    return text.startsWith(FOREIGN + ".") || text.startsWith(FOREIGN + "-");
  }

  /** What stood in {@code encrypted_content}. */
  sealed interface Seal {
    /** The seal of the reasoning beside which it stood. */
    record OfReasoning(Signature signature) implements Seal {}

    /** Reasoning that is secret as a whole. */
    record Redacted(Signature data) implements Seal {}

    /** The seal of a tool call. */
    record OfCall(String callId, Signature signature) implements Seal {}

    /** Nothing: the reasoning beside it is another vendor's, and has no seal. */
    record None() implements Seal {}
  }

  /**
   * Returns the seal of the reasoning in an item.
   *
   * @param itemId the item's own id; a seal of OpenAI's that belongs to another id takes it along
   */
  static String ofReasoning(Signature signature, String itemId) {
    boolean knowsItsId = signature.id().map(itemId::equals).orElse(true);
    return SealedText.of(signature, knowsItsId ? Vendor.OPENAI : Vendor.ANTHROPIC);
  }

  static String ofRedacted(Signature data) {
    return REDACTED + SealedText.of(data, Vendor.OPENAI);
  }

  static String ofCall(String callId, Signature signature) {
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(callId.getBytes(UTF_8));
    return CALL + id + "." + SealedText.of(signature, Vendor.OPENAI);
  }

  /** Returns what a client brings back. */
  static Seal open(String text, Optional<String> itemId) {
    if (text.startsWith(REDACTED)) {
      return new Seal.Redacted(SealedText.read(text.substring(REDACTED.length()), Vendor.OPENAI));
    }
    if (text.equals(UNSIGNED)) {
      return new Seal.None();
    }
    int dot = text.startsWith(CALL) ? text.indexOf('.', CALL.length()) : -1;
    if (dot < 0) {
      return new Seal.OfReasoning(signature(text, itemId));
    }
    try {
      byte[] id = Base64.getUrlDecoder().decode(text.substring(CALL.length(), dot));
      return new Seal.OfCall(
          new String(id, UTF_8), SealedText.read(text.substring(dot + 1), Vendor.OPENAI));
    } catch (IllegalArgumentException e) {
      return new Seal.OfReasoning(signature(text, itemId)); // no seal of ours after all
    }
  }

  private static Signature signature(String text, Optional<String> itemId) {
    Signature read = SealedText.read(text, Vendor.OPENAI);
    return read.vendor() == Vendor.OPENAI && read.id().isEmpty()
        ? new Signature(Vendor.OPENAI, itemId, read.value())
        : read;
  }

  /** Returns the signature that a provider sends; what another gateway sealed stays as it is. */
  static Signature ofProvider(String text, Optional<String> itemId) {
    Signature read = signature(text, itemId);
    return read.vendor() == Vendor.OPENAI ? read : new Signature(Vendor.OPENAI, itemId, text);
  }
}
