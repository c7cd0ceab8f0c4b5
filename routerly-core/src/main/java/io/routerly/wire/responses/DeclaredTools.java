package io.routerly.wire.responses;

import io.routerly.wire.ToolIds;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tools that a client runs itself, by the names under which models call them.
 *
 * <p>Namespaces are this format's alone: a tool of one is called by both names joined. Tools stand
 * in a request's list and in items that load more of them; the names are the same whichever of the
 * two is looked at first, as long as the request is. Immutable once made.
 *
 * @see <a href="https://developers.openai.com/api/docs/guides/tools-tool-search">tool search</a>
 */
final class DeclaredTools {
  /** The type, and the name, of the tool that finds other tools. */
  static final String SEARCH = "tool_search";

  /** The items that load tools. */
  static final Set<String> LOADING = Set.of("tool_search_output", "additional_tools");

  /** What most providers take. */
  private static final int LONGEST_NAME = 64;

  private static final int MARK = 10;

  /** What a client expects to be called. */
  enum Kind {
    FUNCTION,
    CUSTOM,
    SEARCH
  }

  /**
   * A tool as the client knows it.
   *
   * @param namespace empty for a tool that stands by itself
   */
  record Declared(Kind kind, String namespace, String name) {}

  private record FullName(boolean search, String namespace, String name) {}

  private final Map<String, Declared> byCalledName = new HashMap<>();
  private final Map<FullName, String> calledNames = new HashMap<>();

  private DeclaredTools() {}

  /** Reads the tools of a client's request; what is not in the format is passed over. */
  static DeclaredTools of(JsonObject request) {
    DeclaredTools declared = new DeclaredTools();
    declared.add(objects(request, "tools"));
    for (JsonObject item : objects(request, "input")) {
      if (isLoading(item)) {
        declared.add(objects(item, "tools"));
      }
    }
    return declared;
  }

  /** Returns whether an item of the input loads tools. */
  static boolean isLoading(JsonValue item) {
    return item instanceof JsonObject object && LOADING.contains(object.getString("type", ""));
  }

  private static List<JsonObject> objects(JsonObject owner, String field) {
    return owner.get(field) instanceof JsonArray array
        ? array.stream().filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject).toList()
        : List.of();
  }

  /** Tools without a namespace come first, so that they keep their names. */
  private void add(List<JsonObject> tools) {
    tools.forEach(tool -> declare(tool, ""));
    for (JsonObject tool : tools) {
      if (isNamespace(tool)) {
        objects(tool, "tools").forEach(inner -> declare(inner, tool.getString("name", "")));
      }
    }
  }

  private static boolean isNamespace(JsonObject tool) {
    return tool.getString("type", "").equals("namespace");
  }

  private void declare(JsonObject tool, String namespace) {
    String name = tool.getString("name", "");
    switch (tool.getString("type", "")) {
      case "function" -> declare(new Declared(Kind.FUNCTION, namespace, name));
      case "custom" -> declare(new Declared(Kind.CUSTOM, namespace, name));
      default -> {
        if (namespace.isEmpty() && isClientsSearch(tool)) {
          declare(new Declared(Kind.SEARCH, "", SEARCH));
        }
      }
    }
  }

  /** Returns whether a tool finds others, and the client runs it; else the provider would. */
  static boolean isClientsSearch(JsonObject tool) {
    return tool.getString("type", "").equals(SEARCH)
        && tool.getString("execution", "").equals("client");
  }

  private void declare(Declared tool) {
    FullName full = new FullName(tool.kind() == Kind.SEARCH, tool.namespace(), tool.name());
    if (!calledNames.containsKey(full)) {
      String called = join(tool.namespace(), tool.name());
      String free = byCalledName.containsKey(called) ? marked(called, full) : called;
      calledNames.put(full, free);
      byCalledName.put(free, tool);
    }
  }

  /** Returns the name under which models call a tool, which need not be declared any more. */
  String calledName(String namespace, String name) {
    String known = calledNames.get(new FullName(false, namespace, name));
    return known == null ? join(namespace, name) : known;
  }

  /** Returns the name under which models call the search for tools. */
  String searchName() {
    return calledNames.getOrDefault(new FullName(true, "", SEARCH), SEARCH);
  }

  /** Returns the tool that a model calls so; a name that nobody declared is a function's. */
  Declared find(String calledName) {
    return byCalledName.getOrDefault(calledName, new Declared(Kind.FUNCTION, "", calledName));
  }

  private static String join(String namespace, String name) {
    if (namespace.isEmpty()) {
      return name;
    }
    String joined = namespace + (namespace.endsWith("_") ? "" : "__") + name;
    StringBuilder plain = new StringBuilder(joined);
    for (int i = 0; i < plain.length(); i++) {
      if (!isPlain(plain.charAt(i))) {
        plain.setCharAt(i, '_');
      }
    }
    return plain.length() > LONGEST_NAME
        ? marked(plain.toString(), new FullName(false, namespace, name))
        : plain.toString();
  }

  private static boolean isPlain(char c) {
    return c == '_'
        || c == '-'
        || (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z');
  }

  /** Returns a name that is no other tool's, and the same in every turn. */
  private static String marked(String name, FullName full) {
    String begin = name.substring(0, Math.min(name.length(), LONGEST_NAME - MARK));
    return begin + "_" + ToolIds.NINE.fit(full.toString());
  }
}
