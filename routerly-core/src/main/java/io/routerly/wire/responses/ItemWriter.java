package io.routerly.wire.responses;

import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ToolIds;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes a conversation as items for a provider. One owner thread. */
final class ItemWriter {
  private static final String ERROR = "Error: ";

  private final Losses losses;
  private final PartWriter parts;
  private final JsonArrayBuilder items = Trees.array();
  private final Set<String> customCalls = new HashSet<>();

  private JsonArrayBuilder open = Trees.array();
  private boolean isOpen;

  ItemWriter(ApiTraits traits, Losses losses) {
    this.losses = losses;
    this.parts = new PartWriter(traits, losses);
  }

  /** Returns the items of all messages. */
  JsonArray write(List<Message> messages) {
    messages.forEach(this::message);
    return items.build();
  }

  private void message(Message message) {
    if (message.name().isPresent()) {
      losses.drop(ChatField.MESSAGE_NAME);
    }
    boolean empty = message.content().isEmpty();
    for (ContentBlock block : message.content()) {
      block(message.role(), block);
    }
    isOpen |= empty;
    closeMessage(message.role());
  }

  private void block(Role role, ContentBlock block) {
    if (block instanceof ContentBlock.ToolUse call) {
      closeMessage(role);
      call(call);
    } else if (block instanceof ContentBlock.ToolResult result) {
      closeMessage(role);
      result(result);
    } else if (block instanceof ContentBlock.Thinking thinking) {
      closeMessage(role);
      thinking(thinking);
    } else if (block instanceof ContentBlock.RedactedThinking secret) {
      closeMessage(role);
      reasoning(secret.data(), "", ChatField.REDACTED_THINKING);
    } else {
      Optional<JsonObject> part = role == Role.ASSISTANT ? parts.output(block) : parts.input(block);
      part.ifPresent(open::add);
      isOpen |= part.isPresent();
    }
  }

  private void closeMessage(Role role) {
    if (isOpen) {
      items.add(
          Trees.typed("message")
              .add("role", role.name().toLowerCase(Locale.ROOT))
              .add("content", open));
      open = Trees.array();
      isOpen = false;
    }
  }

  private void call(ContentBlock.ToolUse call) {
    parts.noCache(call.cache());
    if (call.signature().isPresent()) {
      losses.drop(ChatField.THINKING_SIGNATURE);
    }
    boolean custom = call.kind() == Tool.Kind.CUSTOM;
    if (custom) {
      customCalls.add(call.id());
    }
    boolean none = !custom && call.arguments().isBlank();
    items.add(
        Trees.typed(custom ? "custom_tool_call" : "function_call")
            .add("call_id", ToolIds.SHORT.fit(call.id()))
            .add("name", call.name())
            .add(custom ? "input" : "arguments", none ? "{}" : call.arguments()));
  }

  private void result(ContentBlock.ToolResult result) {
    parts.noCache(result.cache());
    boolean custom = customCalls.contains(result.toolUseId());
    JsonObjectBuilder item =
        Trees.typed(custom ? "custom_tool_call_output" : "function_call_output")
            .add("call_id", ToolIds.SHORT.fit(result.toolUseId()));
    parts.result(item, result.failed() ? failure(result.content()) : result.content());
    items.add(item);
  }

  /** This format has no word for a failure, so that the text of one begins with {@code Error}. */
  private static List<ContentBlock> failure(List<ContentBlock> content) {
    List<ContentBlock> told = new ArrayList<>(content);
    if (content.isEmpty() || !(content.get(0) instanceof ContentBlock.Text first)) {
      told.add(0, new ContentBlock.Text(ERROR + "the tool failed."));
    } else if (!first.text().toLowerCase(Locale.ROOT).startsWith("error")) {
      told.set(0, new ContentBlock.Text(ERROR + first.text(), first.citations(), first.cache()));
    }
    return told;
  }

  private void thinking(ContentBlock.Thinking thinking) {
    if (thinking.signature().isPresent()) {
      reasoning(thinking.signature().get(), thinking.text(), ChatField.THINKING);
    } else {
      losses.drop(ChatField.THINKING); // without its seal the provider does not take it back
    }
  }

  private void reasoning(Signature seal, String text, ChatField loss) {
    if (seal.vendor() != Vendor.OPENAI) {
      losses.drop(loss);
      return;
    }
    JsonObjectBuilder item = Trees.typed("reasoning");
    seal.id().ifPresent(id -> item.add("id", id));
    items.add(item.add("summary", OutputItem.summary(text)).add("encrypted_content", seal.value()));
  }
}
