package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.GeminiJson.array;
import static io.routerly.wire.gemini.GeminiJson.object;

import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes messages as {@code systemInstruction} and {@code contents}.
 *
 * <p>Gemini has one place for instructions, before all turns: those at the beginning stand there.
 * Later ones stay where they are, as text of the user between tags, since moving them would change
 * what they refer to, and the beginning that the provider has in its cache. Where a model has no
 * such place, the user says all of them. Turns alternate, and the user begins. One owner thread.
 *
 * @see <a href="https://ai.google.dev/api/caching#Content">Content</a>
 */
final class GeminiContents {
  /** Says nothing, where a turn of the user is missing. */
  private static final String SILENCE = " ";

  private final ApiTraits traits;
  private final Losses losses;
  private final GeminiResults results;
  private final PartList instructions = new PartList();
  private final List<Turn> turns = new ArrayList<>();

  /** What one side says. Results stand before anything else of the user's. */
  private record Turn(boolean model, PartList results, PartList parts) {
    Turn(boolean model) {
      this(model, new PartList(), new PartList());
    }

    JsonObjectBuilder build() {
      JsonArrayBuilder all = array();
      results.addTo(all);
      parts.addTo(all);
      return object().add("role", model ? "model" : "user").add("parts", all);
    }
  }

  GeminiContents(ApiTraits traits, Losses losses) {
    this.traits = traits;
    this.losses = losses;
    this.results = new GeminiResults(traits, losses);
  }

  void write(List<Message> messages, JsonObjectBuilder body) {
    boolean leading = true;
    for (Message message : messages) {
      leading &= isInstruction(message);
      if (message.name().isPresent()) {
        losses.drop(ChatField.MESSAGE_NAME);
      }
      if (leading) {
        message.content().forEach(this::instruct);
      } else {
        say(isInstruction(message) ? marked(message) : message);
      }
    }
    if (traits.has(Quirk.NO_INSTRUCTIONS)) {
      instructFirst();
    } else if (!instructions.isEmpty()) {
      body.add("systemInstruction", object().add("parts", instructions.build()));
    }
    JsonArrayBuilder contents = array();
    spoken().forEach(turn -> contents.add(turn.build()));
    body.add("contents", contents);
  }

  /** Returns how many instructions a conversation begins with. */
  static int leading(List<Message> messages) {
    int leading = 0;
    while (leading < messages.size() && isInstruction(messages.get(leading))) {
      leading++;
    }
    return leading;
  }

  private static boolean isInstruction(Message message) {
    return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
  }

  private static Message marked(Message message) {
    return new Message(
        Role.USER, message.content().stream().map(GeminiContents::marked).toList(), message.name());
  }

  private static ContentBlock marked(ContentBlock block) {
    return block instanceof ContentBlock.Text text && !text.text().isBlank()
        ? new ContentBlock.Text(
            "<system>\n" + text.text() + "\n</system>", text.citations(), text.cache())
        : block;
  }

  private List<Turn> spoken() {
    List<Turn> said = new ArrayList<>(turns);
    said.removeIf(turn -> turn.results().isEmpty() && turn.parts().isEmpty());
    if (said.isEmpty() || said.get(0).model()) {
      Turn silent = new Turn(false);
      silent.parts().text(SILENCE);
      said.add(0, silent);
    }
    return said;
  }

  /** Puts the instructions at the head of what the user says first. */
  private void instructFirst() {
    if (turns.isEmpty() || turns.get(0).model()) {
      turns.add(0, new Turn(false));
    }
    Turn first = turns.get(0);
    instructions.addAll(first.parts());
    turns.set(0, new Turn(false, first.results(), instructions));
  }

  private void instruct(ContentBlock block) {
    if (block instanceof ContentBlock.Text text) {
      instructions.text(text.text());
      GeminiBlocks.loseMarks(text, losses);
    } else if (block instanceof ContentBlock.Image) {
      losses.drop(ChatField.IMAGES);
    } else if (block instanceof ContentBlock.Document) {
      losses.drop(ChatField.DOCUMENTS);
    }
  }

  private Turn turnOf(boolean model) {
    if (turns.isEmpty() || turns.get(turns.size() - 1).model() != model) {
      turns.add(new Turn(model));
    }
    return turns.get(turns.size() - 1);
  }

  private void say(Message message) {
    Turn turn = turnOf(message.role() == Role.ASSISTANT);
    GeminiBlocks blocks = new GeminiBlocks(turn.parts(), traits, losses);
    for (ContentBlock block : message.content()) {
      results.remember(block);
      if (block instanceof ContentBlock.ToolResult result) {
        results.write(result, turn.results(), turn.parts());
      } else {
        blocks.write(block);
      }
    }
    blocks.end();
  }
}
