package io.routerly.wire.contract;

import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Target;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of words that stand for each other, found by translating each word. */
final class MappingTables {
  private static final String MARK = "MARK";
  private static final Target ADAPTIVE = target("claude", Quirk.ADAPTIVE_THINKING_ONLY);
  private static final Target LEVELS = target("gemini-3-flash", Quirk.THINKING_LEVELS);

  private MappingTables() {}

  private static Target target(String model, Quirk quirk) {
    return new Target(model, new ApiTraits(Set.of(), Map.of(), Set.of(quirk)));
  }

  static String row(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  static String head(String first, Stream<String> others) {
    List<String> titles = Stream.concat(Stream.of(first), others).toList();
    return row(titles.stream()) + "|" + "---|".repeat(titles.size()) + "\n";
  }

  private static JsonObject written(Format client, String fields, Format provider, Target target) {
    ChatRequest read =
        client.codec().readRequest(client.request(Json.object(fields)), new Losses());
    return provider.codec().writeRequest(read, target, new Losses());
  }

  private static String shown(JsonObject out, String... pointers) {
    String all =
        Stream.of(pointers)
            .flatMap(
                pointer ->
                    Json.at(out, pointer)
                        .map(
                            value ->
                                "`" + pointer.substring(1).replace('/', '.') + "` `" + value + "`")
                        .stream())
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "nothing" : all;
  }

  /** Where the words of each role stand. */
  static String roles() {
    StringBuilder table =
        new StringBuilder(
            head("role in Chat Completions", Stream.of("Responses", "Messages", "Gemini")));
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
          row(
              Stream.concat(
                  Stream.of("`" + role + "`"),
                  Stream.of(Format.RESPONSES, Format.MESSAGES, Format.GEMINI)
                      .map(
                          provider ->
                              place(
                                  written(
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

  /** How hard to think, in the words and the tokens of each format. */
  static String efforts() {
    StringBuilder table =
        new StringBuilder(
            head(
                "`reasoning_effort` of Chat Completions",
                Stream.of(
                    "Responses",
                    "Messages, by budget",
                    "Messages, adaptive",
                    "Gemini 2.5",
                    "Gemini 3")));
    for (String effort : List.of("none", "minimal", "low", "medium", "high", "xhigh", "max")) {
      String fields = "{'max_completion_tokens':64000,'reasoning_effort':'" + effort + "'}";
      table.append(
          row(Stream.concat(Stream.of("`" + effort + "`"), reasoning(Format.CHAT, fields))));
    }
    return table.toString();
  }

  private static Stream<String> reasoning(Format client, String fields) {
    String config = "/generationConfig/thinkingConfig";
    return Stream.of(
        client == Format.CHAT
            ? shown(
                written(client, fields, Format.RESPONSES, Format.RESPONSES.target()),
                "/reasoning/effort")
            : shown(
                written(client, fields, Format.CHAT, Format.CHAT.target()), "/reasoning_effort"),
        client == Format.CHAT
            ? shown(written(client, fields, Format.MESSAGES, Format.MESSAGES.target()), "/thinking")
            : shown(
                written(client, fields, Format.RESPONSES, Format.RESPONSES.target()),
                "/reasoning/effort"),
        shown(
            written(client, fields, Format.MESSAGES, ADAPTIVE),
            "/thinking/type",
            "/output_config/effort"),
        shown(
            written(client, fields, Format.GEMINI, Format.GEMINI.target()),
            config + "/thinkingBudget"),
        shown(written(client, fields, Format.GEMINI, LEVELS), config + "/thinkingLevel"));
  }

  /** How a budget becomes an effort. */
  static String budgets() {
    StringBuilder table =
        new StringBuilder(
            head(
                "`thinking.budget_tokens` of Messages",
                Stream.of(
                    "Chat Completions",
                    "Responses",
                    "Messages, adaptive",
                    "Gemini 2.5",
                    "Gemini 3")));
    for (int budget : List.of(1024, 4096, 8192, 16384, 24576, 32768)) {
      String fields =
          "{'max_tokens':64000,'thinking':{'type':'enabled','budget_tokens':" + budget + "}}";
      table.append(row(Stream.concat(Stream.of("" + budget), reasoning(Format.MESSAGES, fields))));
    }
    return table.toString();
  }

  /** Why an answer ended, in the words of each provider and each client. */
  static String finishReasons() {
    StringBuilder table =
        new StringBuilder(
            head("provider says", Stream.of("Chat Completions", "Responses", "Messages")));
    for (String word : List.of("stop", "length", "tool_calls", "content_filter", "novel")) {
      String choice =
          "{'choices':[{'index':0,'message':{'role':'assistant','content':'Hello.'},"
              + "'finish_reason':'%s'}]}";
      ends(Format.CHAT, word, choice.formatted(word), table);
    }
    ends(Format.RESPONSES, "completed", "{}", table);
    for (String word : List.of("max_output_tokens", "content_filter")) {
      String details = "{'status':'incomplete','incomplete_details':{'reason':'%s'}}";
      ends(Format.RESPONSES, "incomplete: " + word, details.formatted(word), table);
    }
    for (String word :
        List.of(
            "end_turn",
            "stop_sequence",
            "max_tokens",
            "model_context_window_exceeded",
            "tool_use",
            "refusal",
            "pause_turn",
            "novel")) {
      ends(Format.MESSAGES, word, "{'stop_reason':'" + word + "'}", table);
    }
    for (String word :
        List.of("STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "BLOCKLIST", "NOVEL")) {
      String candidate =
          "{'candidates':[{'content':{'parts':[{'text':'Hello.'}],'role':'model'},"
              + "'finishReason':'%s','index':0}]}";
      ends(Format.GEMINI, word, candidate.formatted(word), table);
    }
    return table.toString();
  }

  private static void ends(Format provider, String word, String fields, StringBuilder table) {
    JsonObject answer = provider.answer(Json.object(fields));
    table.append(
        row(
            Stream.concat(
                Stream.of(provider.codec().format().title() + ": `" + word + "`"),
                Format.CLIENTS.stream()
                    .map(
                        client ->
                            shown(
                                new Translation(provider, client).whole(answer, new Losses()),
                                "/choices/0/finish_reason",
                                "/status",
                                "/incomplete_details/reason",
                                "/stop_reason")))));
  }
}
