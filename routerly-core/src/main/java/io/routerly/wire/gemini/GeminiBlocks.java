package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import jakarta.json.JsonObject;
import java.util.Optional;

/** Writes the blocks of one message as parts, all but the results of tools. One owner thread. */
final class GeminiBlocks {
  private final PartList parts;
  private final ApiTraits traits;
  private final Losses losses;

  /** A seal that stands by itself, until it is known whether a call follows. */
  private Optional<String> seal = Optional.empty();

  GeminiBlocks(PartList parts, ApiTraits traits, Losses losses) {
    this.parts = parts;
    this.traits = traits;
    this.losses = losses;
  }

  void write(ContentBlock block) {
    if (block instanceof ContentBlock.ToolUse call) {
      call(call);
      return;
    }
    end();
    if (block instanceof ContentBlock.Text text) {
      loseMarks(text, losses);
      parts.text(text.text());
    } else if (block instanceof ContentBlock.Refusal refusal) {
      parts.text(refusal.text());
    } else if (block instanceof ContentBlock.Thinking thinking) {
      think(thinking);
    } else if (block instanceof ContentBlock.RedactedThinking) {
      losses.drop(ChatField.REDACTED_THINKING);
    } else {
      media(block, traits, losses).ifPresent(parts::media);
    }
  }

  /** Writes what is still held back. */
  void end() {
    seal.ifPresent(parts::seal);
    seal = Optional.empty();
  }

  private void think(ContentBlock.Thinking thinking) {
    Optional<String> own = ownSeal(thinking.signature());
    if (own.isPresent() && thinking.text().isEmpty()) {
      seal = own;
    } else if (own.isPresent()) {
      parts.thought(thinking.text(), own);
    } else if (!thinking.text().isEmpty() || thinking.signature().isPresent()) {
      losses.drop(ChatField.THINKING);
    }
  }

  private void call(ContentBlock.ToolUse call) {
    if (call.cache().isPresent()) {
      losses.drop(ChatField.CACHE_CONTROL);
    }
    Optional<String> own = ownSeal(call.signature());
    if (own.isEmpty() && call.signature().isPresent()) {
      losses.drop(ChatField.THINKING_SIGNATURE);
    }
    boolean sealed = traits.has(Quirk.SEALED_TOOL_CALLS);
    if (own.isEmpty() && sealed) {
      own = heldBack();
    }
    end();
    if (own.isEmpty() && sealed && !parts.calls()) {
      own = Optional.of(GeminiSeals.NO_SEAL);
    }
    parts.call(functionCall(call, GeminiNames.forProvider(call.name()), losses), own);
  }

  /**
   * Returns the seal that came just before: formats without a place for a call's seal carry it as a
   * thought without words. Gemini 3 seals calls, and no text before a call.
   */
  private Optional<String> heldBack() {
    Optional<String> held = seal;
    seal = Optional.empty();
    return held;
  }

  static JsonObject functionCall(ContentBlock.ToolUse call, String name, Losses losses) {
    return object()
        .add("id", call.id())
        .add("name", name)
        .add("args", arguments(call, losses))
        .build();
  }

  private static JsonObject arguments(ContentBlock.ToolUse call, Losses losses) {
    if (call.kind() == Tool.Kind.CUSTOM) {
      return object().add(GeminiTools.FREE_TEXT, call.arguments()).build();
    }
    String text = call.arguments().isBlank() ? "{}" : call.arguments();
    return GeminiJson.parse(text)
        .orElseGet(
            () -> {
              losses.drop(ChatField.TOOL_ARGUMENTS);
              return object().add("malformed_arguments", text).build();
            });
  }

  private static Optional<String> ownSeal(Optional<Signature> signature) {
    return signature.filter(s -> s.vendor() == Vendor.GEMINI).map(Signature::value);
  }

  /** Returns an image, a document or a recording as a part, or nothing if it cannot be shown. */
  static Optional<JsonObject> media(ContentBlock block, ApiTraits traits, Losses losses) {
    if (block instanceof ContentBlock.Image image) {
      lose(image.cache().isPresent(), ChatField.CACHE_CONTROL, losses);
      boolean detailed = image.detail().filter(detail -> !detail.equals("auto")).isPresent();
      lose(detailed, ChatField.IMAGE_DETAIL, losses);
      return GeminiMedia.write(image.source(), ChatField.IMAGE_URLS, traits, losses);
    }
    if (block instanceof ContentBlock.Document document) {
      loseMarks(document, losses);
      return GeminiMedia.write(document.source(), ChatField.DOCUMENT_URLS, traits, losses);
    }
    if (block instanceof ContentBlock.Audio audio) {
      return Optional.of(GeminiMedia.inline(audio.source()));
    }
    return Optional.empty();
  }

  static void loseMarks(ContentBlock.Document document, Losses losses) {
    lose(document.cache().isPresent(), ChatField.CACHE_CONTROL, losses);
    lose(document.title().isPresent(), ChatField.DOCUMENT_TITLE, losses);
    lose(document.context().isPresent(), ChatField.DOCUMENT_CONTEXT, losses);
    lose(document.citable(), ChatField.DOCUMENT_CITATIONS, losses);
  }

  static void loseMarks(ContentBlock.Text text, Losses losses) {
    lose(text.cache().isPresent(), ChatField.CACHE_CONTROL, losses);
    lose(!text.citations().isEmpty(), ChatField.CITATIONS, losses);
  }

  private static void lose(boolean said, ChatField field, Losses losses) {
    if (said) {
      losses.drop(field);
    }
  }
}
