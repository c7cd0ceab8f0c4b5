package io.routerly.wire.gemini;

import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code systemInstruction} and {@code contents}.
 *
 * <p>A call without an id gets one by its place in the conversation, so that it keeps it in the
 * next turn; a result without one belongs to the first call of that function that has none yet. One
 * owner thread.
 */
final class GeminiContentReader {
  private final Losses losses;
  private final List<Message> messages = new ArrayList<>();
  private final List<ContentBlock.ToolUse> unanswered = new ArrayList<>();
  private int callsWithoutId;

  GeminiContentReader(Losses losses) {
    this.losses = losses;
  }

  List<Message> read(FieldReader request) {
    request.object("systemInstruction").ifPresent(content -> read(content, Role.SYSTEM));
    List<FieldReader> contents = request.objects("contents");
    if (contents.isEmpty()) {
      throw request.invalid("contents", "a list of at least one turn");
    }
    for (FieldReader content : contents) {
      read(content, roleOf(content));
    }
    return messages;
  }

  private static Role roleOf(FieldReader content) {
    return switch (content.string("role").orElse("user")) {
      case "user", "function" -> Role.USER;
      case "model" -> Role.ASSISTANT;
      default -> throw content.invalid("role", "\"user\" or \"model\"");
    };
  }

  private void read(FieldReader content, Role role) {
    List<ContentBlock> results = new ArrayList<>();
    List<ContentBlock> others = new ArrayList<>();
    for (FieldReader part : content.objects("parts")) {
      Optional<FieldReader> response = part.object("functionResponse");
      if (response.isPresent()) {
        results.add(result(response.get()));
      } else {
        read(part, others);
      }
      part.reportUnread(losses);
    }
    content.ignore("role");
    content.reportUnread(losses);
    results.addAll(others);
    if (!results.isEmpty()) {
      messages.add(new Message(role, results));
    }
  }

  private void read(FieldReader part, List<ContentBlock> blocks) {
    Optional<Signature> seal =
        part.string("thoughtSignature")
            .filter(text -> !text.isEmpty())
            .map(GeminiSeals::fromClient);
    Optional<FieldReader> call = part.object("functionCall");
    if (call.isPresent()) {
      blocks.add(call(call.get(), seal));
      return;
    }
    String text = part.string("text").orElse("");
    if (part.bool("thought").orElse(false)) {
      blocks.add(new ContentBlock.Thinking(text, seal));
      return;
    }
    if (!text.isEmpty()) {
      blocks.add(new ContentBlock.Text(text));
    }
    media(part, blocks);
    seal.ifPresent(value -> blocks.add(new ContentBlock.Thinking("", Optional.of(value))));
  }

  private void media(FieldReader part, List<ContentBlock> blocks) {
    Optional<FieldReader> data = part.object("inlineData");
    Optional<FieldReader> file = part.object("fileData");
    data.ifPresent(
        found -> add(GeminiMedia.readInline(found), found, "contents.parts.inlineData", blocks));
    file.ifPresent(
        found -> add(GeminiMedia.readFile(found), found, "contents.parts.fileData", blocks));
  }

  /** A video has no block, and is named by what holds it. */
  private void add(
      Optional<ContentBlock> block, FieldReader media, String name, List<ContentBlock> blocks) {
    block.ifPresentOrElse(blocks::add, () -> losses.drop(name));
    media.reportUnread(losses);
  }

  private ContentBlock.ToolUse call(FieldReader call, Optional<Signature> seal) {
    String id = call.string("id").filter(text -> !text.isEmpty()).orElseGet(this::nextId);
    JsonObject arguments = call.plainObject("args").orElse(JsonValue.EMPTY_JSON_OBJECT);
    ContentBlock.ToolUse use =
        new ContentBlock.ToolUse(
            Tool.Kind.FUNCTION,
            id,
            GeminiNames.read(call.requireString("name")),
            GeminiJson.text(arguments),
            seal,
            Optional.empty());
    call.reportUnread(losses);
    unanswered.add(use);
    return use;
  }

  private String nextId() {
    return "call_" + callsWithoutId++;
  }

  private ContentBlock.ToolResult result(FieldReader response) {
    String name = GeminiNames.read(response.string("name").orElse(""));
    Optional<String> told = response.string("id").filter(text -> !text.isEmpty());
    String id =
        told.or(
                () ->
                    unanswered.stream()
                        .filter(c -> c.name().equals(name))
                        .findFirst()
                        .map(ContentBlock.ToolUse::id))
            .orElseGet(this::nextId);
    unanswered.removeIf(call -> call.id().equals(id));
    JsonObject said = response.plainObject("response").orElse(JsonValue.EMPTY_JSON_OBJECT);
    List<FieldReader> parts = response.objects("parts");
    List<ContentBlock> blocks = new ArrayList<>();
    String text = text(said);
    if (!text.isEmpty() && !(said.isEmpty() && !parts.isEmpty())) {
      blocks.add(new ContentBlock.Text(text));
    }
    for (FieldReader part : parts) {
      media(part, blocks);
      part.reportUnread(losses);
    }
    response.reportUnread(losses);
    return new ContentBlock.ToolResult(id, blocks, isFailure(said), Optional.empty());
  }

  private static boolean isFailure(JsonObject said) {
    return said.size() == 1 && said.containsKey("error");
  }

  /** Returns the result itself, where it stands alone under the name that Google gives it. */
  private static String text(JsonObject said) {
    JsonValue only = said.size() == 1 ? said.values().iterator().next() : JsonValue.NULL;
    if (isFailure(said)) {
      return only instanceof JsonString text ? text.getString() : GeminiJson.text(only);
    }
    boolean plain =
        said.containsKey("output")
            && only instanceof JsonString text
            && GeminiJson.parse(text.getString()).isEmpty();
    return plain ? ((JsonString) only).getString() : GeminiJson.text(said);
  }
}
