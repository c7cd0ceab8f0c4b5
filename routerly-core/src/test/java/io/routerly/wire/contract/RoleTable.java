package io.routerly.wire.contract;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of where each format has the words of each role, found by translating a mark. */
final class RoleTable {
  private static final String MARK = "MARK";

  private RoleTable() {}

  /** Where the words of each role stand. */
  static String roles() {
    StringBuilder table =
        new StringBuilder(
            MappingTables.head(
                "role in Chat Completions", Stream.of("Responses", "Messages", "Gemini")));
    for (String role : List.of("system", "developer", "user", "assistant", "tool")) {
      String message =
          role.equals("tool")
              ? "{'role':'tool','tool_call_id':'c','content':'MARK'}"
              : "{'role':'" + role + "','content':'MARK'}";
      String call =
          "{'role':'assistant','tool_calls':[{'id':'c','type':'function','function':"
              + "{'name':'f','arguments':'{}'}}]}";
      String hi = "{'role':'user','content':'Hi.'}";
      String messages =
          switch (role) {
            case "system", "developer" -> message + "," + hi;
            case "tool" -> hi + "," + call + "," + message;
            default -> hi + "," + message + "," + hi;
          };
      table.append(
          MappingTables.row(
              Stream.concat(
                  Stream.of("`" + role + "`"),
                  Stream.of(Format.RESPONSES, Format.MESSAGES, Format.GEMINI)
                      .map(
                          provider ->
                              place(
                                  MappingTables.written(
                                      Format.CHAT,
                                      "{'messages':[" + messages + "]}",
                                      provider,
                                      provider.target()))))));
    }
    return table.toString();
  }

  private static String place(JsonObject out) {
    return find(out, "", "").orElse("nowhere");
  }

  /** Returns where the mark stands, and in whose name. */
  private static Optional<String> find(JsonValue value, String path, String role) {
    if (value instanceof JsonString text && text.getString().contains(MARK)) {
      return Optional.of("`" + path + "`" + (role.isEmpty() ? "" : ", role `" + role + "`"));
    }
    if (value instanceof JsonObject object) {
      String whose = object.get("role") instanceof JsonString said ? said.getString() : role;
      return object.entrySet().stream()
          .flatMap(
              field ->
                  find(
                      field.getValue(),
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      whose)
                      .stream())
          .findFirst();
    }
    return value instanceof JsonArray array
        ? array.stream().flatMap(inner -> find(inner, path, role).stream()).findFirst()
        : Optional.empty();
  }
}
