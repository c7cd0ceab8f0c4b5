package io.routerly.wire.anthropic;

import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Vendor;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads text, images and documents, which stand in messages and in the results of tools alike. */
final class MediaReader {
  private final Losses losses;

  MediaReader(Losses losses) {
    this.losses = losses;
  }

  /** Reads a block, or notes that it is of no known type. */
  Optional<ContentBlock> read(FieldReader block, String type, String name) {
    Optional<ContentBlock> read =
        switch (type) {
          case "text" -> Optional.of(text(block));
          case "image" -> image(block, name);
          case "document" -> document(block, name);
          case "search_result" -> Optional.of(searchResult(block, name));
          default -> unknown(name + "." + type);
        };
    if (read.isPresent()) {
      block.reportUnread(losses);
    }
    return read;
  }

  private <T> Optional<T> unknown(String name) {
    losses.drop(name);
    return Optional.empty();
  }

  private Text text(FieldReader block) {
    return new Text(
        block.requireString("text"), Citations.read(block, losses), CacheMarks.read(block, losses));
  }

  private Optional<ContentBlock> image(FieldReader block, String name) {
    return source(block, name)
        .map(source -> new Image(source, Optional.empty(), CacheMarks.read(block, losses)));
  }

  private Optional<ContentBlock> document(FieldReader block, String name) {
    return source(block, name)
        .map(
            source ->
                new Document(
                    source,
                    block.string("title"),
                    block.string("context"),
                    citable(block),
                    CacheMarks.read(block, losses)));
  }

  private static boolean citable(FieldReader block) {
    return block.object("citations").flatMap(citations -> citations.bool("enabled")).orElse(false);
  }

  /** What a search found is a document whose address is told beside it. */
  private Document searchResult(FieldReader block, String name) {
    return new Document(
        new MediaSource.PlainText(texts(block, "content", name)),
        block.string("title"),
        block.string("source"),
        citable(block),
        CacheMarks.read(block, losses));
  }

  private Optional<MediaSource> source(FieldReader block, String name) {
    FieldReader source =
        block.object("source").orElseThrow(() -> block.invalid("source", "an object"));
    String type = source.requireString("type");
    MediaSource read;
    switch (type) {
      case "base64" ->
          read =
              new MediaSource.Base64(
                  source.requireString("media_type"), source.requireString("data"));
      case "url" -> read = new MediaSource.Url(source.requireString("url"));
      case "file" ->
          read = new MediaSource.FileId(Vendor.ANTHROPIC, source.requireString("file_id"));
      case "text" -> {
        source.ignore("media_type");
        read = new MediaSource.PlainText(source.requireString("data"));
      }
      case "content" ->
          read = new MediaSource.PlainText(texts(source, "content", name + ".source"));
      default -> {
        return unknown(name + ".source." + type);
      }
    }
    source.reportUnread(losses);
    return Optional.of(read);
  }

  /** Joins the text blocks in a field; the bounds between them are all that is lost. */
  private String texts(FieldReader holder, String field, String name) {
    Optional<JsonValue> value = holder.value(field);
    if (value.isPresent() && value.get() instanceof JsonString text) {
      return text.getString();
    }
    List<String> texts = new ArrayList<>();
    for (ContentBlock block : blocks(holder, field, name + "." + field)) {
      if (block instanceof Text text) {
        texts.add(text.text());
      } else {
        losses.drop(name + "." + field);
      }
    }
    return String.join("\n\n", texts);
  }

  /** Reads the text, images and documents in a field: a string, or an array of blocks. */
  List<ContentBlock> blocks(FieldReader holder, String field, String name) {
    Optional<JsonValue> value = holder.value(field);
    if (value.isPresent() && value.get() instanceof JsonString text) {
      return List.of(new Text(text.getString()));
    }
    requireArray(holder, field);
    List<ContentBlock> blocks = new ArrayList<>();
    for (FieldReader block : holder.objects(field)) {
      read(block, block.requireString("type"), name).ifPresent(blocks::add);
    }
    return blocks;
  }

  static void requireArray(FieldReader holder, String field) {
    Optional<JsonValue> value = holder.value(field);
    if (value.isPresent() && !(value.get() instanceof JsonArray)) {
      throw holder.invalid(field, "a string or an array");
    }
  }
}
