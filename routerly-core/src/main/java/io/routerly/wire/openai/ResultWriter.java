package io.routerly.wire.openai;

import static java.util.Locale.ROOT;

import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the results of tools. This format takes text in them only, and has no word for a failure:
 * images and documents move into the user's next message, and the text of a failure begins with
 * {@code Error}.
 */
record ResultWriter(ApiTraits traits, Losses losses, PartWriter parts) {
  private static final String ERROR = "Error: ";

  /**
   * Adds the message of one result.
   *
   * @return what of the result is to stand in the user's message after it
   */
  List<JsonObject> write(ToolResult result, JsonArrayBuilder messages) {
    List<ContentBlock> words = new ArrayList<>();
    List<ContentBlock> media = new ArrayList<>();
    for (ContentBlock block : result.content()) {
      (block instanceof Text ? words : media).add(block);
    }
    String id = PartWriter.fit(traits, result.toolUseId());
    List<JsonObject> moved = moved(id, media);
    if (words.isEmpty() && !moved.isEmpty()) {
      words.add(new Text("The result is in the next message of the user."));
    }
    if (result.failed()) {
      tellFailure(words);
    }
    if (result.cache().isPresent()) {
      losses.drop(ChatField.CACHE_CONTROL);
    }
    messages.add(
        Nodes.object()
            .add("role", "tool")
            .add("tool_call_id", id)
            .add("content", parts.words(words).orElse("")));
    return moved;
  }

  private List<JsonObject> moved(String id, List<ContentBlock> media) {
    List<JsonObject> moved = new ArrayList<>();
    for (ContentBlock block : media) {
      List<JsonObject> part = parts.parts(List.of(block));
      if (part.isEmpty()) {
        losses.drop(
            block instanceof ContentBlock.Image
                ? ChatField.TOOL_RESULT_IMAGES
                : ChatField.TOOL_RESULT_DOCUMENTS);
      }
      moved.addAll(part);
    }
    if (!moved.isEmpty()) {
      moved.add(0, PartWriter.text("From the result of the tool call " + id + ":"));
    }
    return moved;
  }

  private static void tellFailure(List<ContentBlock> words) {
    if (words.isEmpty()) {
      words.add(new Text(ERROR + "the tool failed."));
    } else if (words.get(0) instanceof Text first
        && !first.text().toLowerCase(ROOT).startsWith("error")) {
      words.set(0, new Text(ERROR + first.text(), first.citations(), first.cache()));
    }
  }
}
