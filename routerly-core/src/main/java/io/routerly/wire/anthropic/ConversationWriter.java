package io.routerly.wire.anthropic;

import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.Text;
import io.routerly.chat.ContentBlock.ToolResult;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the messages of a conversation for a provider.
 *
 * <p>Instructions at the beginning become {@code system}, whoever gave them. Later ones stay where
 * they are, as text of the user between tags: only the newest models take a system message there,
 * and moving them to the top would change what they refer to. Consecutive messages of one side
 * become one, and in it the results of tools come first. The user begins, as the API wants it:
 * where the client has nothing said by one, a word that means nothing is. Where a model does not go
 * on from the beginning of an answer, the user asks it to.
 */
final class ConversationWriter {
  private static final String BEGIN = "Begin.";
  private static final String GO_ON = "Go on.";

  private final BlockWriter blocks;
  private final boolean continues;
  private final Losses losses;
  private final List<JsonObject> system = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();

  private record Turn(Role role, List<JsonObject> results, List<JsonObject> others) {}

  /**
   * @param continues whether the model goes on from the beginning of an answer
   */
  ConversationWriter(BlockWriter blocks, boolean continues, Losses losses) {
    this.blocks = blocks;
    this.continues = continues;
    this.losses = losses;
  }

  /** Takes all messages, in order. */
  void add(List<Message> messages) {
    boolean leading = true;
    for (Message message : messages) {
      leading &= isInstruction(message.role());
      message.name().ifPresent(name -> losses.drop(ChatField.MESSAGE_NAME));
      if (leading) {
        message.content().forEach(block -> blocks.write(block, Role.SYSTEM).ifPresent(system::add));
      } else {
        addTurn(message);
      }
    }
  }

  private static boolean isInstruction(Role role) {
    return role == Role.SYSTEM || role == Role.DEVELOPER;
  }

  /** Adds an instruction of the gateway's own after those of the client. */
  void instruct(String text) {
    system.add(Blocks.block("text").add("text", text).build());
  }

  private void addTurn(Message message) {
    Role role = message.role() == Role.ASSISTANT ? Role.ASSISTANT : Role.USER;
    Turn turn = turn(role);
    for (ContentBlock block : message.content()) {
      ContentBlock said = isInstruction(message.role()) ? marked(block) : block;
      Optional<JsonObject> written = blocks.write(said, role);
      written.ifPresent((block instanceof ToolResult ? turn.results() : turn.others())::add);
    }
    if (turn.results().isEmpty() && turn.others().isEmpty()) {
      turns.remove(turns.size() - 1);
    }
  }

  private Turn turn(Role role) {
    Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
    if (last == null || last.role() != role) {
      last = new Turn(role, new ArrayList<>(), new ArrayList<>());
      turns.add(last);
      if (role == Role.ASSISTANT) {
        blocks.startTurn();
      }
    }
    return last;
  }

  private static ContentBlock marked(ContentBlock block) {
    return block instanceof Text text && !text.text().isBlank()
        ? new Text("<system>\n" + text.text() + "\n</system>", text.citations(), text.cache())
        : block;
  }

  /** Returns {@code system}, if there is one. */
  Optional<JsonValue> system() {
    return system.isEmpty() ? Optional.empty() : Optional.of(content(system));
  }

  JsonArray messages() {
    JsonArrayBuilder messages = Blocks.array();
    if (turns.isEmpty() || turns.get(0).role() == Role.ASSISTANT) {
      messages.add(Blocks.object().add("role", "user").add("content", BEGIN));
    }
    boolean begun = false;
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      List<JsonObject> said = new ArrayList<>(turn.results());
      said.addAll(turn.others());
      if (turn.role() == Role.ASSISTANT && i == turns.size() - 1) {
        trimEnd(said);
      }
      if (!said.isEmpty()) {
        begun = turn.role() == Role.ASSISTANT;
        messages.add(
            Blocks.object()
                .add("role", turn.role() == Role.ASSISTANT ? "assistant" : "user")
                .add("content", content(said)));
      }
    }
    if (begun && !continues) {
      losses.drop(ChatField.PREFILL);
      messages.add(Blocks.object().add("role", "user").add("content", GO_ON));
    }
    return messages.build();
  }

  /** The API refuses white space at the end of a beginning that the model is to go on from. */
  private static void trimEnd(List<JsonObject> said) {
    int last = said.size() - 1;
    if (last >= 0 && said.get(last).containsKey("text")) {
      String text = said.get(last).getString("text").stripTrailing();
      JsonObjectBuilder trimmed = Blocks.object();
      said.get(last).forEach(trimmed::add);
      said.set(last, trimmed.add("text", text).build());
    }
  }

  private static JsonValue content(List<JsonObject> blocks) {
    JsonObject only = blocks.get(0);
    if (blocks.size() == 1 && only.size() == 2 && only.containsKey("text")) {
      return only.get("text");
    }
    JsonArrayBuilder array = Blocks.array();
    blocks.forEach(array::add);
    return array.build();
  }
}
