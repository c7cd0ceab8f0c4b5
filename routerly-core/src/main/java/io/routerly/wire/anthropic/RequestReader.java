package io.routerly.wire.anthropic;

import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Reads a client's request. One without {@code max_tokens} is read as one without a limit. */
final class RequestReader {
  private final FieldReader fields;
  private final Losses losses;

  private RequestReader(JsonObject body, Losses losses) {
    this.fields = FieldReader.ofRequest(body);
    this.losses = losses;
  }

  static ChatRequest read(JsonObject body, Losses losses) {
    return new RequestReader(body, losses).read();
  }

  private ChatRequest read() {
    SettingsReader settings = new SettingsReader(fields, losses);
    ChatRequest request =
        new ChatRequest(
            fields.requireString("model"),
            messages(),
            ToolsReader.read(fields, losses),
            settings.sampling(),
            settings.output(),
            settings.reasoning(),
            settings.options(),
            fields.bool("stream").orElse(false));
    ignoreEmpty();
    fields.reportUnread(losses);
    return request;
  }

  /** An empty list of servers or the like says nothing. */
  private void ignoreEmpty() {
    fields
        .object()
        .forEach(
            (field, value) -> {
              if (isEmpty(value)) {
                fields.ignore(field);
              }
            });
  }

  private static boolean isEmpty(JsonValue value) {
    return value instanceof JsonArray array
        ? array.isEmpty()
        : value instanceof JsonObject object && object.isEmpty();
  }

  private List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    List<ContentBlock> system =
        BillingLine.without(new MediaReader(losses).blocks(fields, "system", "system"));
    if (!system.isEmpty()) {
      messages.add(new Message(Role.SYSTEM, system));
    }
    BlockReader blocks = new BlockReader(losses);
    for (FieldReader message : fields.objects("messages")) {
      messages.add(new Message(role(message), blocks.content(message)));
      message.reportUnread(losses);
    }
    return messages;
  }

  /**
   * Reads who speaks. Newer models take instructions in mid-conversation.
   *
   * @see <a href=
   *     "https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages">
   *     system messages among the others</a>
   */
  private static Role role(FieldReader message) {
    return switch (message.requireString("role")) {
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "system" -> Role.SYSTEM;
      default -> throw message.invalid("role", "user, assistant or system");
    };
  }
}
