package io.routerly.wire;

import io.routerly.json.JsonCursor;
import java.util.Set;

/** Tells which requests in the Responses format need more than functions. */
public final class ResponsesTools {
  private static final Set<String> TOOLS = Set.of("custom", "namespace", "tool_search");
  private static final Set<String> ITEMS =
      Set.of(
          "custom_tool_call", "custom_tool_call_output", "tool_search_call", "tool_search_output");

  private ResponsesTools() {}

  /**
   * Returns whether a request has tools of the client, or calls of such, that are not plain
   * functions, as Codex has them. APIs other than OpenAI's refuse them.
   *
   * @param body a JSON object that was found to be valid
   */
  public static boolean areMoreThanFunctions(byte[] body) {
    JsonCursor cursor = new JsonCursor(body);
    boolean more = false;
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("tools")) {
        more |= anyOf(TOOLS, cursor);
      } else if (cursor.nameIs("input")) {
        more |= anyOf(ITEMS, cursor);
      } else {
        cursor.skip();
      }
    }
    return more;
  }

  private static boolean anyOf(Set<String> types, JsonCursor cursor) {
    if (cursor.peek() != '[') {
      cursor.skip();
      return false;
    }
    boolean found = false;
    cursor.enterArray();
    while (cursor.nextElement()) {
      found |= types.contains(type(cursor));
    }
    return found;
  }

  private static String type(JsonCursor cursor) {
    String type = "";
    if (cursor.peek() != '{') {
      cursor.skip();
      return type;
    }
    cursor.enterObject();
    while (cursor.nextField()) {
      if (cursor.nameIs("type") && cursor.peek() == '"') {
        type = cursor.readString();
      } else {
        cursor.skip();
      }
    }
    return type;
  }
}
