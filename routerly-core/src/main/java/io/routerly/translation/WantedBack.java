package io.routerly.translation;

import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.WireFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of earlier reasoning a provider wants to see again.
 *
 * @param provider the format that it speaks
 */
record WantedBack(WireFormat provider, ApiTraits traits) {
  /** Returns whether the provider wants to see nothing again. */
  boolean isNothing() {
    return vendor() == null
        && !traits.has(Quirk.WANTS_REASONING_BACK)
        && !traits.has(Quirk.SEALED_TOOL_CALLS);
  }

  /** Returns whether a block of a client's request is all that is wanted. */
  boolean isServed(ContentBlock block) {
    if (block instanceof Thinking thinking) {
      return thinking.signature().map(this::takes).orElse(traits.has(Quirk.WANTS_REASONING_BACK));
    }
    return block instanceof RedactedThinking redacted && takes(redacted.data());
  }

  List<ContentBlock> of(List<ContentBlock> remembered) {
    return remembered.stream().filter(this::isServed).toList();
  }

  boolean takes(Signature signature) {
    return signature.vendor() == vendor();
  }

  /** Google's API in OpenAI's format has a place for the seals of calls, and for no others. */
  boolean takesOnCall(Signature seal) {
    return takes(seal)
        || (provider == WireFormat.OPENAI_CHAT
            && traits.has(Quirk.SEALED_TOOL_CALLS)
            && seal.vendor() == Vendor.GEMINI);
  }

  private @Nullable Vendor vendor() {
    return switch (provider) {
      case OPENAI_RESPONSES -> Vendor.OPENAI;
      case ANTHROPIC_MESSAGES -> Vendor.ANTHROPIC;
      case GEMINI -> Vendor.GEMINI;
      case OPENAI_CHAT, OPAQUE -> null;
    };
  }
}
