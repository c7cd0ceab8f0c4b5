package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.CacheControl;
import io.routerly.chat.ChatField;
import io.routerly.chat.Citation;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.openai.FileTypes;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Writes the parts of which messages and outputs of tools are made. */
final class PartWriter {
  private final ApiTraits traits;
  private final Losses losses;

  PartWriter(ApiTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
  }

  /** Returns a part of what the application says; empty if there is none for the block. */
  Optional<JsonObject> input(ContentBlock block) {
    if (block instanceof ContentBlock.Text text) {
      noCache(text.cache());
      if (!text.citations().isEmpty()) {
        losses.drop(ChatField.CITATIONS);
      }
      return Optional.of(Trees.typed("input_text").add("text", text.text()).build());
    } else if (block instanceof ContentBlock.Image image) {
      return image(image);
    } else if (block instanceof ContentBlock.Document document) {
      return document(document);
    }
    losses.drop(block instanceof ContentBlock.Audio ? ChatField.AUDIO : ChatField.REFUSALS);
    return Optional.empty();
  }

  /** Returns a part of what the model said; empty if there is none for the block. */
  Optional<JsonObject> output(ContentBlock block) {
    if (block instanceof ContentBlock.Text text) {
      noCache(text.cache());
      return Optional.of(outputText(text));
    } else if (block instanceof ContentBlock.Refusal refusal) {
      return Optional.of(Trees.typed("refusal").add("refusal", refusal.text()).build());
    } else if (block instanceof ContentBlock.Audio) {
      losses.drop(ChatField.AUDIO);
    } else {
      boolean image = block instanceof ContentBlock.Image;
      losses.drop(image ? ChatField.IMAGES : ChatField.DOCUMENTS);
    }
    return Optional.empty();
  }

  private JsonObject outputText(ContentBlock.Text text) {
    JsonObjectBuilder part = Trees.typed("output_text").add("text", text.text());
    JsonArrayBuilder annotations = Trees.array();
    for (Citation citation : text.citations()) {
      if (!Annotations.saysAll(citation)) {
        losses.drop(ChatField.CITATIONS);
      }
      Annotations.write(citation, text.text().length()).ifPresent(annotations::add);
    }
    return part.add("annotations", annotations).build();
  }

  /** Returns the output of a tool: plain text where it is one text, else a list of parts. */
  void result(JsonObjectBuilder item, List<ContentBlock> content) {
    if (content.isEmpty()) {
      item.add("output", "");
    } else if (content.size() == 1 && content.get(0) instanceof ContentBlock.Text text) {
      noCache(text.cache());
      item.add("output", text.text());
    } else {
      JsonArrayBuilder parts = Trees.array();
      content.forEach(block -> input(block).ifPresent(parts::add));
      item.add("output", parts);
    }
  }

  /** The provider caches by itself, and nobody can tell it where. */
  void noCache(Optional<CacheControl> cache) {
    if (cache.isPresent()) {
      losses.drop(ChatField.CACHE_CONTROL);
    }
  }

  private Optional<JsonObject> image(ContentBlock.Image image) {
    noCache(image.cache());
    JsonObjectBuilder part = Trees.typed("input_image");
    if (!source(image.source(), part, "image_url", ChatField.IMAGES, ChatField.IMAGE_URLS)) {
      return Optional.empty();
    }
    image.detail().ifPresent(detail -> part.add("detail", detail));
    return Optional.of(part.build());
  }

  private Optional<JsonObject> document(ContentBlock.Document document) {
    noCache(document.cache());
    JsonObjectBuilder part = Trees.typed("input_file");
    MediaSource source = document.source();
    if (source instanceof MediaSource.PlainText) {
      part.add("filename", FileTypes.name(document.title().orElse(""), "text/plain"));
    } else if (source instanceof MediaSource.Base64 bytes) {
      part.add("filename", FileTypes.name(document.title().orElse(""), bytes.mediaType()));
    } else if (document.title().isPresent()) {
      losses.drop(ChatField.DOCUMENT_TITLE); // a name stands beside bytes only
    }
    if (document.context().isPresent()) {
      losses.drop(ChatField.DOCUMENT_CONTEXT);
    }
    if (document.citable()) {
      losses.drop(ChatField.DOCUMENT_CITATIONS);
    }
    String field = source instanceof MediaSource.Url ? "file_url" : "file_data";
    return source(source, part, field, ChatField.DOCUMENTS, ChatField.DOCUMENT_URLS)
        ? Optional.of(part.build())
        : Optional.empty();
  }

  private boolean source(
      MediaSource source,
      JsonObjectBuilder part,
      String field,
      ChatField kind,
      ChatField kindByUrl) {
    if (source instanceof MediaSource.FileId file) {
      if (file.vendor() != Vendor.OPENAI) {
        losses.drop(ChatField.FILE_IDS);
        return false;
      }
      part.add("file_id", file.id());
    } else if (source instanceof MediaSource.Url url) {
      if (traits.has(ApiTraits.Quirk.NO_MEDIA_URLS)) {
        losses.drop(kindByUrl);
        return false;
      }
      part.add(field, url.url());
    } else if (source instanceof MediaSource.Base64 bytes) {
      part.add(field, dataUri(bytes.mediaType(), bytes.data()));
    } else if (source instanceof MediaSource.PlainText text && kind == ChatField.DOCUMENTS) {
      part.add(field, dataUri("text/plain", encode(text.text())));
    } else {
      losses.drop(kind);
      return false;
    }
    return true;
  }

  private static String dataUri(String mediaType, String data) {
    return data.startsWith("data:") ? data : "data:" + mediaType + ";base64," + data;
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
