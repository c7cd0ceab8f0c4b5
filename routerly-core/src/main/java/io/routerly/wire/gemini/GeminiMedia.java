package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.object;
import static java.util.Locale.ROOT;

import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.Optional;

/** Images, documents and recordings as parts: in the message itself, or by address. */
final class GeminiMedia {
  private static final Map<String, String> TYPES =
      Map.of(
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "webp", "image/webp",
          "gif", "image/gif",
          "heic", "image/heic",
          "pdf", "application/pdf",
          "txt", "text/plain");

  private GeminiMedia() {}

  /**
   * Returns the part that shows a source, or nothing if the target cannot take it.
   *
   * @param url what is lost if it is an address that the target does not fetch
   */
  static Optional<JsonObject> write(
      MediaSource source, ChatField url, ApiTraits traits, Losses losses) {
    if (source instanceof MediaSource.Base64 bytes) {
      return Optional.of(inline(bytes));
    }
    if (source instanceof MediaSource.PlainText plain) {
      return Optional.of(object().add("text", plain.text()).build());
    }
    if (source instanceof MediaSource.Url link) {
      if (!traits.has(ApiTraits.Quirk.NO_MEDIA_URLS)) {
        return Optional.of(file(link.url(), typeOf(link.url())));
      }
      losses.drop(url);
    } else if (source instanceof MediaSource.FileId file) {
      if (file.vendor() == Vendor.GEMINI) {
        return Optional.of(file(file.id(), Optional.empty()));
      }
      losses.drop(ChatField.FILE_IDS);
    }
    return Optional.empty();
  }

  static JsonObject inline(MediaSource.Base64 bytes) {
    JsonObjectBuilder data = object().add("mimeType", bytes.mediaType()).add("data", bytes.data());
    return object().add("inlineData", data).build();
  }

  private static JsonObject file(String uri, Optional<String> type) {
    JsonObjectBuilder data = object();
    type.ifPresent(value -> data.add("mimeType", value));
    return object().add("fileData", data.add("fileUri", uri)).build();
  }

  private static Optional<String> typeOf(String url) {
    String path = url.split("[?#]", 2)[0];
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(ROOT);
    return Optional.ofNullable(TYPES.get(extension));
  }

  /** Returns the block that a part's {@code inlineData} shows; nothing for a video. */
  static Optional<ContentBlock> readInline(FieldReader data) {
    String type = data.requireString("mimeType");
    return block(type, new MediaSource.Base64(type, data.requireString("data")));
  }

  /** Returns the block that a part's {@code fileData} shows; nothing for a video or a recording. */
  static Optional<ContentBlock> readFile(FieldReader data) {
    String uri = data.requireString("fileUri");
    String type = data.string("mimeType").or(() -> typeOf(uri)).orElse("application/octet-stream");
    return block(
        type,
        isStored(uri) ? new MediaSource.FileId(Vendor.GEMINI, uri) : new MediaSource.Url(uri));
  }

  private static boolean isStored(String uri) {
    return uri.startsWith("https://generativelanguage.googleapis.com/") || !uri.startsWith("http");
  }

  private static Optional<ContentBlock> block(String type, MediaSource source) {
    if (type.startsWith("image/")) {
      return Optional.of(new ContentBlock.Image(source, Optional.empty(), Optional.empty()));
    }
    if (type.startsWith("audio/")) {
      return source instanceof MediaSource.Base64 bytes
          ? Optional.of(new ContentBlock.Audio(bytes))
          : Optional.empty();
    }
    return type.startsWith("video/")
        ? Optional.empty()
        : Optional.of(
            new ContentBlock.Document(
                source, Optional.empty(), Optional.empty(), false, Optional.empty()));
  }
}
