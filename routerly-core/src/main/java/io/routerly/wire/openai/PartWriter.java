package io.routerly.wire.openai;

import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Audio;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.ToolIds;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what a message is made of. */
record PartWriter(ApiTraits traits, Losses losses) {
  /** Stands between texts that become one. */
  private static final String GAP = "\n\n";

  /**
   * Returns the words among these blocks as one text, since some APIs take no list of parts but
   * from the user; empty if there are none. What cites is a piece of the text around it.
   */
  Optional<String> words(List<ContentBlock> blocks) {
    StringBuilder words = new StringBuilder();
    boolean any = false;
    boolean cited = false;
    for (ContentBlock block : blocks) {
      if (block instanceof Text text) {
        boolean cites = !text.citations().isEmpty();
        words.append(gap(words, text.text(), cites || cited)).append(text.text());
        tellLosses(text);
        tellMark(text);
        any = true;
        cited = cites;
      } else {
        losses.drop(kind(block));
      }
    }
    return any ? Optional.of(words.toString()) : Optional.empty();
  }

  private static String gap(CharSequence before, String next, boolean goesOn) {
    return goesOn || before.isEmpty() || next.isEmpty() ? "" : GAP;
  }

  /** Returns the parts for what a user says. */
  List<JsonObject> parts(List<ContentBlock> blocks) {
    List<JsonObject> parts = new ArrayList<>();
    blocks.forEach(block -> part(block).ifPresent(parts::add));
    return parts;
  }

  private Optional<JsonObject> part(ContentBlock block) {
    if (block instanceof Text text) {
      return Optional.of(text(text));
    }
    tellMark(block);
    if (block instanceof Image image) {
      return imageUrl(image).map(url -> image(url, image));
    } else if (block instanceof Document document) {
      return document(document);
    } else if (block instanceof Audio audio) {
      return Optional.of(audio(audio));
    }
    losses.drop(kind(block));
    return Optional.empty();
  }

  private static ChatField kind(ContentBlock block) {
    if (block instanceof Image) {
      return ChatField.IMAGES;
    } else if (block instanceof Document) {
      return ChatField.DOCUMENTS;
    } else if (block instanceof Audio) {
      return ChatField.AUDIO;
    } else if (block instanceof Refusal) {
      return ChatField.REFUSALS;
    }
    return block instanceof ContentBlock.Thinking ? ChatField.THINKING : ChatField.TOOLS;
  }

  private JsonObject text(Text text) {
    tellLosses(text);
    JsonObject part = text(text.text());
    if (text.cache().isPresent() && traits.has(Quirk.TAKES_CACHE_CONTROL)) {
      return CacheMarks.marked(part, text.cache().get());
    }
    tellMark(text);
    return part;
  }

  private void tellMark(ContentBlock block) {
    if (CacheMarks.of(block).isPresent()) {
      losses.drop(ChatField.CACHE_CONTROL);
    }
  }

  private void tellLosses(Text text) {
    if (!text.citations().isEmpty()) {
      losses.drop(ChatField.CITATIONS);
    }
  }

  static JsonObject text(String text) {
    return Nodes.object().add("type", "text").add("text", text).build();
  }

  /** Returns texts alone as one string, unless one is marked, else the list of the parts. */
  static JsonValue compact(List<JsonObject> parts) {
    StringBuilder words = new StringBuilder();
    for (JsonObject part : parts) {
      if (!part.getString("type").equals("text") || CacheMarks.isOn(part)) {
        return Nodes.array(parts);
      }
      String text = part.getString("text");
      words.append(gap(words, text, false)).append(text);
    }
    return Nodes.string(words.toString());
  }

  private Optional<String> imageUrl(Image image) {
    if (image.source() instanceof MediaSource.Base64 data) {
      return Optional.of(DataUri.of(data));
    } else if (image.source() instanceof MediaSource.Url url && !traits.has(Quirk.NO_MEDIA_URLS)) {
      return Optional.of(url.url());
    }
    losses.drop(
        image.source() instanceof MediaSource.FileId
            ? ChatField.FILE_IDS
            : image.source() instanceof MediaSource.Url ? ChatField.IMAGE_URLS : ChatField.IMAGES);
    return Optional.empty();
  }

  private static JsonObject image(String url, Image image) {
    JsonObjectBuilder inner = Nodes.object().add("url", url);
    image.detail().ifPresent(detail -> inner.add("detail", detail));
    return Nodes.typed("image_url", "image_url", inner.build());
  }

  private static JsonObject audio(Audio audio) {
    return Nodes.typed(
        "input_audio",
        "input_audio",
        Nodes.object()
            .add("data", audio.source().data())
            .add("format", AudioFormats.format(audio.source().mediaType()))
            .build());
  }

  private Optional<JsonObject> document(Document document) {
    if (document.citable()) {
      losses.drop(ChatField.DOCUMENT_CITATIONS);
    }
    if (document.source() instanceof MediaSource.PlainText plain) {
      return Optional.of(text(plain(document, plain)));
    }
    JsonObjectBuilder file = Nodes.object();
    if (document.source() instanceof MediaSource.Base64 data) {
      file.add("filename", FileTypes.name(document.title().orElse(""), data.mediaType()));
      file.add("file_data", DataUri.of(data));
    } else if (document.source() instanceof MediaSource.FileId id && id.vendor() == Vendor.OPENAI) {
      file.add("file_id", id.id());
      document.title().ifPresent(title -> losses.drop(ChatField.DOCUMENT_TITLE));
    } else {
      boolean foreign = document.source() instanceof MediaSource.FileId;
      losses.drop(foreign ? ChatField.FILE_IDS : ChatField.DOCUMENT_URLS);
      return Optional.empty();
    }
    document.context().ifPresent(context -> losses.drop(ChatField.DOCUMENT_CONTEXT));
    return Optional.of(Nodes.typed("file", "file", file.build()));
  }

  /** A document in plain text is words as any others, below its title. */
  private static String plain(Document document, MediaSource.PlainText plain) {
    StringBuilder text = new StringBuilder();
    document.title().ifPresent(title -> text.append(title).append("\n\n"));
    document.context().ifPresent(context -> text.append(context).append("\n\n"));
    return text.append(plain.text()).toString();
  }

  /** Returns the id of a call as the API takes it. */
  static String fit(ApiTraits traits, String id) {
    return (traits.has(Quirk.NINE_CHARACTER_TOOL_IDS) ? ToolIds.NINE : ToolIds.SHORT).fit(id);
  }
}
