package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import java.util.Base64;
import java.util.Optional;

/**
 * Carries a signature of one vendor in the place that another vendor's format has for its own, and
 * finds it there again in the next turn.
 *
 * <p>A signature of the format's own vendor stands as it is. One of another vendor is written as
 * {@code routerly.VENDOR.ID.VALUE}, the last two in base64 without padding.
 */
public final class SealedText {
  private static final String PREFIX = "routerly.";

  /**
   * Stands for the signature of reasoning that has none, in a format whose API answers an empty one
   * with an error in the next turn.
   */
  public static final String NONE = PREFIX + "none";

  private SealedText() {}

  /** Returns the text that stands for {@code signature} in a format of {@code home}. */
  public static String of(Signature signature, Vendor home) {
    if (signature.vendor() == home) {
      return signature.value();
    }
    return PREFIX
        + signature.vendor().name()
        + "."
        + encode(signature.id().orElse(""))
        + "."
        + encode(signature.value());
  }

  /** Returns whether {@code text} says that there is no signature. */
  public static boolean isNone(String text) {
    return text.isEmpty() || text.equals(NONE);
  }

  /** Returns whether this gateway put {@code text} in the place of a signature of {@code home}. */
  public static boolean isForeign(String text, Vendor home) {
    return text.equals(NONE) || read(text, home).vendor() != home;
  }

  /** Returns the signature that stands in a format of {@code home} as {@code text}. */
  public static Signature read(String text, Vendor home) {
    String[] parts = text.startsWith(PREFIX) ? text.split("\\.", -1) : new String[0];
    if (parts.length != 4) {
      return new Signature(home, text);
    }
    try {
      String id = decode(parts[2]);
      return new Signature(
          Vendor.valueOf(parts[1]),
          id.isEmpty() ? Optional.empty() : Optional.of(id),
          decode(parts[3]));
    } catch (IllegalArgumentException e) {
      return new Signature(home, text); // what looks like one of ours is the vendor's after all
    }
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String decode(String text) {
    return new String(Base64.getUrlDecoder().decode(text), UTF_8);
  }
}
