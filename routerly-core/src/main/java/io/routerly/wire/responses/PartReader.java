package io.routerly.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Vendor;
import io.routerly.wire.FieldReader;
import io.routerly.wire.openai.FileTypes;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads the parts of which messages and outputs of tools are made. */
final class PartReader {
  private final Losses losses;

  PartReader(Losses losses) {
    this.losses = losses;
  }

  /** Returns the blocks in a field that holds a text or a list of parts. */
  List<ContentBlock> content(FieldReader item, String field) {
    if (item.object().get(field) instanceof JsonString) {
      String text = item.requireString(field);
      return text.isEmpty() ? List.of() : List.of(new ContentBlock.Text(text));
    }
    if (!item.has(field)) {
      throw item.invalid(field, "a string or a list of parts");
    }
    List<ContentBlock> blocks = new ArrayList<>();
    for (FieldReader part : item.objects(field)) {
      String type = part.requireString("type");
      Optional<ContentBlock> block = part(type, part);
      if (block.isPresent()) {
        blocks.add(block.get());
        part.reportUnread(losses);
      } else {
        losses.drop("input." + field + "." + type);
      }
    }
    return blocks;
  }

  private Optional<ContentBlock> part(String type, FieldReader part) {
    return Optional.ofNullable(
        switch (type) {
          case "input_text", "output_text", "text" -> text(part);
          case "refusal" -> new ContentBlock.Refusal(part.requireString("refusal"));
          case "input_image" -> image(part);
          case "input_file" -> file(part);
          case "input_audio" -> audio(part);
          default -> null;
        });
  }

  private ContentBlock text(FieldReader part) {
    part.ignore("logprobs"); // they tell of an answer that is over
    return new ContentBlock.Text(
        part.requireString("text"), Annotations.read(part, losses), Optional.empty());
  }

  private static ContentBlock image(FieldReader part) {
    Optional<String> detail = part.string("detail").filter(value -> !value.equals("auto"));
    MediaSource source =
        part.string("image_url")
            .map(PartReader::source)
            .or(() -> fileId(part))
            .orElseThrow(() -> part.invalid("image_url", "an address or a data URI"));
    return new ContentBlock.Image(source, detail, Optional.empty());
  }

  private static ContentBlock file(FieldReader part) {
    Optional<String> name = part.string("filename");
    MediaSource source =
        part.string("file_data")
            .map(data -> data(data, name.orElse("")))
            .or(() -> part.string("file_url").map(MediaSource.Url::new))
            .or(() -> fileId(part))
            .orElseThrow(() -> part.invalid("file_data", "a data URI"));
    return new ContentBlock.Document(source, name, Optional.empty(), false, Optional.empty());
  }

  private static ContentBlock audio(FieldReader part) {
    FieldReader audio =
        part.object("input_audio")
            .orElseThrow(() -> part.invalid("input_audio", "an object with data and format"));
    return new ContentBlock.Audio(
        new MediaSource.Base64(
            "audio/" + audio.requireString("format"), audio.requireString("data")));
  }

  private static Optional<MediaSource> fileId(FieldReader part) {
    return part.string("file_id").map(id -> new MediaSource.FileId(Vendor.OPENAI, id));
  }

  /** Returns what an address stands for: a data URI in base64 holds the bytes themselves. */
  private static MediaSource source(String url) {
    int comma = url.indexOf(',');
    boolean base64 = url.startsWith("data:") && comma > 0 && url.startsWith(";base64", comma - 7);
    return base64
        ? new MediaSource.Base64(
            url.substring(5, comma - 7).split(";", 2)[0], url.substring(comma + 1))
        : new MediaSource.Url(url);
  }

  private static MediaSource data(String data, String fileName) {
    MediaSource source =
        data.startsWith("data:")
            ? source(data)
            : new MediaSource.Base64(FileTypes.of(fileName), data);
    return source instanceof MediaSource.Base64 bytes && bytes.mediaType().equals("text/plain")
        ? plainText(bytes)
        : source;
  }

  private static MediaSource plainText(MediaSource.Base64 bytes) {
    try {
      return new MediaSource.PlainText(new String(Base64.getDecoder().decode(bytes.data()), UTF_8));
    } catch (IllegalArgumentException e) {
      return bytes;
    }
  }
}
