package io.routerly.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Base64;
import java.util.Optional;

/** Writes images and documents for a provider. */
final class MediaWriter {
  private final ApiTraits traits;
  private final Losses losses;

  MediaWriter(ApiTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
  }

  Optional<JsonObject> image(Image image) {
    if (!image.detail().orElse("auto").equals("auto")) {
      losses.drop(ChatField.IMAGE_DETAIL);
    }
    return source(image.source(), ChatField.IMAGES, ChatField.IMAGE_URLS)
        .map(
            source -> {
              JsonObjectBuilder block = Blocks.block("image").add("source", source);
              CacheMarks.write(image.cache(), block);
              return block.build();
            });
  }

  /**
   * Writes a document.
   *
   * @param citable whether the request as a whole may ask for citations
   */
  Optional<JsonObject> document(Document document, boolean citable) {
    if (document.citable() && !citable) {
      losses.drop(ChatField.DOCUMENT_CITATIONS);
    }
    return source(asText(document.source()), ChatField.DOCUMENTS, ChatField.DOCUMENT_URLS)
        .map(
            source -> {
              JsonObjectBuilder block = Blocks.block("document").add("source", source);
              document.title().ifPresent(title -> block.add("title", title));
              document.context().ifPresent(context -> block.add("context", context));
              if (document.citable() && citable) {
                block.add("citations", Blocks.object().add("enabled", true));
              }
              CacheMarks.write(document.cache(), block);
              return block.build();
            });
  }

  private Optional<JsonObject> source(MediaSource source, ChatField kind, ChatField urls) {
    if (source instanceof MediaSource.Base64 bytes) {
      return base64(bytes, kind);
    }
    if (source instanceof MediaSource.PlainText text) {
      return kind == ChatField.IMAGES
          ? lost(kind)
          : Optional.of(
              Blocks.block("text")
                  .add("media_type", "text/plain")
                  .add("data", text.text())
                  .build());
    }
    if (source instanceof MediaSource.Url url) {
      return traits.has(Quirk.NO_MEDIA_URLS)
          ? lost(urls)
          : Optional.of(Blocks.block("url").add("url", url.url()).build());
    }
    return source instanceof MediaSource.FileId file && file.vendor() == Vendor.ANTHROPIC
        ? Optional.of(Blocks.block("file").add("file_id", file.id()).build())
        : lost(ChatField.FILE_IDS);
  }

  private Optional<JsonObject> base64(MediaSource.Base64 bytes, ChatField kind) {
    String mediaType = bytes.mediaType().equals("image/jpg") ? "image/jpeg" : bytes.mediaType();
    if (kind == ChatField.DOCUMENTS && !mediaType.equals("application/pdf")) {
      return lost(kind);
    }
    return Optional.of(
        Blocks.block("base64").add("media_type", mediaType).add("data", bytes.data()).build());
  }

  private Optional<JsonObject> lost(ChatField field) {
    losses.drop(field);
    return Optional.empty();
  }

  /** Text is taken as such, and not in base64. */
  private static MediaSource asText(MediaSource source) {
    if (source instanceof MediaSource.Base64 bytes && isText(bytes.mediaType())) {
      try {
        byte[] decoded = Base64.getDecoder().decode(bytes.data());
        return new MediaSource.PlainText(new String(decoded, UTF_8));
      } catch (IllegalArgumentException e) {
        return source; // named as lost where it is written
      }
    }
    return source;
  }

  private static boolean isText(String mediaType) {
    return mediaType.startsWith("text/") || mediaType.startsWith("application/json");
  }
}
