package io.routerly.wire.openai;

import io.routerly.chat.Tool;
import io.routerly.wire.FieldReader;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells to which call of a tool a piece belongs.
 *
 * <p>As OpenAI has it, by the index. Some providers number all calls 0, or none; then a new id, or
 * without ids a name after a complete call, begins the next one.
 */
final class StreamedCalls {
  private final String answerId;
  private final int choice;
  private final Deque<StreamedBlock> line;
  private final Map<Long, StreamedBlock> byIndex = new HashMap<>();
  private final Map<String, StreamedBlock> byId = new HashMap<>();
  private Optional<StreamedBlock> last = Optional.empty();
  private int count;
  private boolean named;

  StreamedCalls(String answerId, int choice, Deque<StreamedBlock> line) {
    this.answerId = answerId;
    this.choice = choice;
    this.line = line;
  }

  /** Returns whether there was any call. */
  boolean any() {
    return named;
  }

  /** Takes an element of {@code tool_calls}. */
  void read(FieldReader piece) {
    boolean custom = piece.has("custom");
    Optional<FieldReader> inner = piece.object(custom ? "custom" : "function");
    String name = inner.flatMap(it -> it.string("name")).orElse("");
    StreamedBlock call = find(piece, name);
    name(call, custom ? Tool.Kind.CUSTOM : Tool.Kind.FUNCTION, name);
    inner.ifPresent(it -> call.grow(text(it, custom ? "input" : "arguments")));
    ToolCalls.signature(piece).ifPresent(call::sign);
  }

  /** Takes the only call that the old {@code functions} allow. */
  void legacy(FieldReader piece) {
    StreamedBlock call = byIndex.computeIfAbsent(0L, absent -> begin(""));
    name(call, Tool.Kind.FUNCTION, piece.string("name").orElse(""));
    call.grow(text(piece, "arguments"));
  }

  /** A call gets in line with its name; one that never gets a name is none. */
  private void name(StreamedBlock call, Tool.Kind kind, String name) {
    if (call.name(kind, name)) {
      line.addLast(call);
      named = true;
    }
  }

  /** Some servers have the arguments as an object, in one piece. */
  private static String text(FieldReader inner, String field) {
    JsonValue value = inner.value(field).orElse(JsonValue.NULL);
    return value instanceof JsonObject object ? Nodes.text(object) : inner.string(field).orElse("");
  }

  private StreamedBlock find(FieldReader piece, String name) {
    String id = piece.string("id").orElse("");
    if (piece.has("index")) {
      long index = piece.whole("index").orElse(0);
      StreamedBlock known = byIndex.get(index);
      if (known == null || isAnother(known, id, name)) {
        known = begin(id);
        byIndex.put(index, known);
      }
      return known;
    }
    if (!id.isEmpty()) {
      StreamedBlock known = byId.get(id);
      return known == null ? begin(id) : known;
    }
    return last.filter(call -> name.isEmpty() || goesOn(call, name)).orElseGet(() -> begin(""));
  }

  private static boolean isAnother(StreamedBlock known, String id, String name) {
    return !id.isEmpty() && !name.isEmpty() && !id.equals(known.id());
  }

  private static boolean goesOn(StreamedBlock call, String name) {
    return name.equals(call.name()) && !call.isComplete();
  }

  private StreamedBlock begin(String id) {
    String known = id.isEmpty() ? CallIds.missing(answerId, choice, count) : id;
    count++;
    StreamedBlock call = StreamedBlock.call(known);
    byId.put(known, call);
    last = Optional.of(call);
    return call;
  }
}
