package io.routerly.wire.openai;

import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the messages of a request, in order. One conversation. */
final class ConversationWriter {
  private final ApiTraits traits;
  private final Losses losses;
  private final PartWriter parts;
  private final JsonArrayBuilder messages = Nodes.array();

  ConversationWriter(ApiTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
    this.parts = new PartWriter(traits, losses);
  }

  /**
   * @param instruction stands after the instructions that the conversation begins with
   */
  JsonArray write(List<Message> conversation, Optional<String> instruction) {
    int begun = 0;
    while (begun < conversation.size() && isInstruction(conversation.get(begun).role())) {
      instructions(conversation.get(begun++));
    }
    instruction.ifPresent(text -> add("system", Nodes.string(text)));
    conversation.subList(begun, conversation.size()).forEach(this::message);
    if (!conversation.isEmpty() && isPrefill(conversation.get(conversation.size() - 1))) {
      losses.drop(ChatField.PREFILL);
    }
    return messages.build();
  }

  private static boolean isInstruction(Role role) {
    return role == Role.SYSTEM || role == Role.DEVELOPER;
  }

  private static boolean isPrefill(Message last) {
    return last.role() == Role.ASSISTANT
        && last.content().stream().noneMatch(ToolUse.class::isInstance);
  }

  private void add(String role, JsonValue content) {
    messages.add(Nodes.object().add("role", role).add("content", content));
  }

  private void message(Message message) {
    if (isInstruction(message.role())) {
      instructions(message);
    } else if (message.role() == Role.ASSISTANT) {
      new AssistantWriter(traits, losses, parts)
          .write(message)
          .ifPresent(written -> messages.add(named(written, message)));
    } else {
      user(message);
    }
  }

  private void instructions(Message message) {
    boolean developer = message.role() == Role.DEVELOPER && !traits.has(Quirk.NO_DEVELOPER_ROLE);
    String role = developer ? "developer" : "system";
    if (isMarked(message)) {
      add(message, role, false, PartWriter.compact(parts.parts(message.content())));
      return;
    }
    Optional<String> words = parts.words(message.content());
    add(message, role, words.isEmpty(), Nodes.string(words.orElse("")));
  }

  /** Only texts can say where a cache ends, and only as parts of their own. */
  private boolean isMarked(Message instructions) {
    return traits.has(Quirk.TAKES_CACHE_CONTROL)
        && instructions.content().stream().allMatch(block -> block instanceof ContentBlock.Text)
        && instructions.content().stream().anyMatch(block -> CacheMarks.of(block).isPresent());
  }

  private void add(Message message, String role, boolean silent, JsonValue content) {
    if (silent && !message.content().isEmpty()) {
      return; // all that it said could not be said here
    }
    messages.add(named(Nodes.object().add("role", role).add("content", content), message));
  }

  private JsonObjectBuilder named(JsonObjectBuilder written, Message message) {
    if (message.name().isPresent() && traits.has(Quirk.BARE_MESSAGES)) {
      losses.drop(ChatField.MESSAGE_NAME);
    } else {
      message.name().ifPresent(name -> written.add("name", name));
    }
    return written;
  }

  /** The results of tools come first, then their images, then what the user says. */
  private void user(Message message) {
    List<JsonObject> said = new ArrayList<>();
    List<ContentBlock> rest = new ArrayList<>();
    for (ContentBlock block : message.content()) {
      if (block instanceof ToolResult result) {
        said.addAll(new ResultWriter(traits, losses, parts).write(result, messages));
      } else {
        rest.add(block);
      }
    }
    said.addAll(parts.parts(rest));
    add(message, "user", said.isEmpty(), PartWriter.compact(said));
  }
}
