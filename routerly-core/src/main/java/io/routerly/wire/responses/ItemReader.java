package io.routerly.wire.responses;

import io.routerly.chat.ContentBlock;
import io.routerly.chat.Losses;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Tool;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the items of a conversation. One owner thread. */
final class ItemReader {
  private final DeclaredTools declared;
  private final ToolReader tools;
  private final Losses losses;
  private final PartReader parts;
  private final TurnGrouper turns = new TurnGrouper();
  private final Map<String, Signature> callSeals = new HashMap<>();
  private final Set<String> droppedCalls = new HashSet<>();

  ItemReader(DeclaredTools declared, ToolReader tools, Losses losses) {
    this.declared = declared;
    this.tools = tools;
    this.losses = losses;
    this.parts = new PartReader(losses);
  }

  /** Says something in one message. */
  void say(Role role, String text) {
    turns.say(role, List.of(new ContentBlock.Text(text)));
  }

  /** Reads the next item. */
  void read(FieldReader item) {
    String type = item.has("role") && !item.has("type") ? "message" : item.requireString("type");
    item.ignore("type", "id", "status");
    switch (type) {
      case "message" -> turns.say(role(item), parts.content(item, "content"));
      case "function_call" -> call(item, Tool.Kind.FUNCTION, "arguments");
      case "custom_tool_call" -> call(item, Tool.Kind.CUSTOM, "input");
      case "local_shell_call" -> use(callId(item), "local_shell", object(item, "action"));
      case "function_call_output", "custom_tool_call_output", "local_shell_call_output" -> {
        if (droppedCalls.contains(callId(item))) {
          losses.drop("input." + type); // an answer to nothing
          return;
        }
        answer(callId(item), parts.content(item, "output"));
      }
      case "reasoning" -> reasoning(item);
      default -> {
        if (!other(item, type)) {
          drop(item, type);
          return;
        }
      }
    }
    item.reportUnread(losses);
  }

  /** Reads what loads tools; returns whether that is what the item does. */
  private boolean other(FieldReader item, String type) {
    if (type.equals("tool_search_call") && item.has("call_id")) {
      item.ignore("execution");
      use(callId(item), declared.searchName(), object(item, "arguments"));
      return true;
    }
    if (!DeclaredTools.LOADING.contains(type)) {
      return false;
    }
    item.ignore("execution", "role");
    List<String> names = tools.load(item);
    if (type.equals("tool_search_output") && item.has("call_id")) {
      String told = names.isEmpty() ? "No tools." : "Ready to be called: ";
      answer(callId(item), List.of(new ContentBlock.Text(told + String.join(", ", names))));
    }
    return true;
  }

  private void drop(FieldReader item, String type) {
    losses.drop("input." + type);
    if (type.endsWith("_call")) {
      item.value("call_id")
          .filter(JsonString.class::isInstance)
          .ifPresent(id -> droppedCalls.add(((JsonString) id).getString()));
    }
  }

  private static String callId(FieldReader item) {
    return item.string("call_id")
        .or(() -> item.string("id"))
        .orElseThrow(() -> item.invalid("call_id", "a string"));
  }

  private static String object(FieldReader item, String field) {
    return item.plainObject(field).map(JsonObject::toString).orElse("{}");
  }

  private void use(String callId, String name, String arguments) {
    turns.speak(new ContentBlock.ToolUse(callId, name, arguments));
  }

  private void answer(String callId, List<ContentBlock> content) {
    turns.answer(new ContentBlock.ToolResult(callId, content, false, Optional.empty()));
  }

  /** Returns what was read. */
  List<Message> messages() {
    return turns.messages(this::sealed);
  }

  private static Role role(FieldReader item) {
    return switch (item.requireString("role")) {
      case "system" -> Role.SYSTEM;
      case "developer" -> Role.DEVELOPER;
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      default -> throw item.invalid("role", "user, assistant, system or developer");
    };
  }

  private void call(FieldReader item, Tool.Kind kind, String field) {
    String said = item.string(field).orElse("");
    boolean none = said.isBlank() && kind == Tool.Kind.FUNCTION;
    turns.speak(
        new ContentBlock.ToolUse(
            kind,
            item.requireString("call_id"),
            declared.calledName(item.string("namespace").orElse(""), item.requireString("name")),
            none ? "{}" : said,
            Optional.empty(),
            Optional.empty()));
  }

  private void reasoning(FieldReader item) {
    String summary = text(item, "summary");
    String content = text(item, "content");
    String shown = summary.isEmpty() ? content : summary;
    Optional<String> encrypted = item.string("encrypted_content").filter(text -> !text.isEmpty());
    if (encrypted.isEmpty() && shown.isEmpty()) {
      losses.drop("input.reasoning"); // only the provider that stores it knows what it says
    } else {
      encrypted.ifPresentOrElse(
          text -> reasoning(shown, Seals.open(text, item.string("id"))),
          () -> reasoning(shown, new Seals.Seal.None()));
    }
  }

  private void reasoning(String shown, Seals.Seal seal) {
    if (seal instanceof Seals.Seal.OfCall call) {
      callSeals.put(call.callId(), call.signature());
    } else if (seal instanceof Seals.Seal.Redacted redacted) {
      turns.speak(new ContentBlock.RedactedThinking(redacted.data()));
    } else if (seal instanceof Seals.Seal.OfReasoning own) {
      turns.speak(new ContentBlock.Thinking(shown, Optional.of(own.signature())));
    } else if (!shown.isEmpty()) {
      turns.speak(new ContentBlock.Thinking(shown, Optional.empty()));
    }
  }

  private static String text(FieldReader item, String field) {
    return item.objects(field).stream()
        .map(part -> part.string("text").orElse(""))
        .collect(Collectors.joining("\n\n"));
  }

  private ContentBlock sealed(ContentBlock block) {
    return block instanceof ContentBlock.ToolUse call && callSeals.containsKey(call.id())
        ? new ContentBlock.ToolUse(
            call.kind(),
            call.id(),
            call.name(),
            call.arguments(),
            Optional.of(callSeals.get(call.id())),
            call.cache())
        : block;
  }
}
