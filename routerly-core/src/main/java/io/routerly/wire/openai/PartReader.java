package io.routerly.wire.openai;

import io.routerly.chat.CacheControl;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Audio;
import io.routerly.chat.ContentBlock.Document;
import io.routerly.chat.ContentBlock.Image;
import io.routerly.chat.ContentBlock.Refusal;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.Thinking;
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

/**
 * Reads the content of a message: a text, or parts. Takes parts under the names that Responses has
 * for them as well, which some editors mix in.
 */
final class PartReader {
  private final Losses losses;

  PartReader(Losses losses) {
    this.losses = losses;
  }

  /** Returns what stands under {@code content}; an empty text is nothing. */
  List<ContentBlock> content(FieldReader message) {
    List<ContentBlock> blocks = new ArrayList<>();
    JsonValue content = message.value("content").orElse(JsonValue.EMPTY_JSON_ARRAY);
    if (content instanceof JsonString text) {
      if (!text.getString().isEmpty()) {
        blocks.add(new Text(text.getString()));
      }
    } else if (content instanceof JsonArray) {
      message.objects("content").forEach(part -> part(part).ifPresent(blocks::add));
    } else {
      throw message.invalid("content", "a string or an array");
    }
    return blocks;
  }

  private Optional<ContentBlock> part(FieldReader part) {
    String type = part.requireString("type");
    Optional<CacheControl> cache = CacheMarks.read(part, losses);
    Optional<ContentBlock> block =
        switch (type) {
          case "text", "input_text", "output_text" -> text(part, cache);
          case "refusal" -> Optional.of(new Refusal(part.requireString("refusal")));
          case "image_url", "input_image" -> Optional.of(image(part, cache));
          case "input_audio" -> Optional.of(audio(part));
          case "file", "input_file" -> file(part.object("file").orElse(part), cache);
          case "thinking" -> thinking(part);
          default -> {
            losses.drop("messages.content." + type);
            yield Optional.empty();
          }
        };
    if (block.isPresent()) {
      Defaults.ignoreEmpty(part, "annotations", "logprobs");
      part.reportUnread(losses);
    }
    return block;
  }

  private static Optional<ContentBlock> text(FieldReader part, Optional<CacheControl> cache) {
    String text = part.requireString("text");
    return text.isEmpty() ? Optional.empty() : Optional.of(new Text(text, List.of(), cache));
  }

  private Image image(FieldReader part, Optional<CacheControl> cache) {
    if (part.object().get("image_url") instanceof JsonString) {
      return new Image(DataUri.read(part.requireString("image_url")), detail(part), cache);
    }
    Optional<FieldReader> image = part.object("image_url");
    if (image.isEmpty()) {
      return new Image(fileId(part.requireString("file_id")), detail(part), cache);
    }
    MediaSource source = DataUri.read(image.get().requireString("url"));
    Image read = new Image(source, detail(image.get()), cache);
    image.get().reportUnread(losses);
    return read;
  }

  private static Optional<String> detail(FieldReader image) {
    return image.string("detail").filter(detail -> !detail.equals("auto"));
  }

  private static MediaSource fileId(String id) {
    return new MediaSource.FileId(Vendor.OPENAI, id);
  }

  private Audio audio(FieldReader part) {
    FieldReader audio =
        part.object("input_audio").orElseThrow(() -> part.invalid("input_audio", "an object"));
    String format = audio.string("format").orElse("wav");
    Audio read =
        new Audio(
            new MediaSource.Base64(AudioFormats.mediaType(format), audio.requireString("data")));
    audio.reportUnread(losses);
    return read;
  }

  private Optional<ContentBlock> file(FieldReader file, Optional<CacheControl> cache) {
    Optional<String> title = file.string("filename");
    Optional<MediaSource> source =
        file.string("file_id")
            .map(PartReader::fileId)
            .or(() -> file.string("file_data").map(data -> fileData(data, title.orElse(""))))
            .or(() -> file.string("file_url").map(MediaSource.Url::new));
    file.reportUnread(losses);
    if (source.isEmpty()) {
      throw file.invalid("file_data", "a string, where there is no file_id");
    }
    return Optional.of(new Document(source.get(), title, Optional.empty(), false, cache));
  }

  /** A data URI, an address (OpenRouter), or nothing but the base64 of the file. */
  private static MediaSource fileData(String data, String fileName) {
    boolean bare = !data.contains(":");
    return bare ? new MediaSource.Base64(FileTypes.of(fileName), data) : DataUri.read(data);
  }

  private static Optional<ContentBlock> thinking(FieldReader part) {
    part.ignore("closed");
    return reasoning(part).map(text -> new Thinking(text, Optional.empty()));
  }

  /** Returns the reasoning in a part of Mistral's, where it is a list of texts. */
  static Optional<String> reasoning(FieldReader part) {
    List<String> texts = new ArrayList<>();
    if (part.object().get("thinking") instanceof JsonString) {
      texts.add(part.requireString("thinking"));
    } else {
      part.objects("thinking").forEach(piece -> piece.string("text").ifPresent(texts::add));
    }
    return Defaults.filled(Defaults.joined(texts));
  }
}
