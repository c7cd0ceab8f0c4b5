package io.routerly.wire.contract;

import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.Target;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of words that stand for each other, found by translating each word. */
final class MappingTables {
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

  static JsonObject written(Format client, String fields, Format provider, Target target) {
    ChatRequest read =
        client.codec().readRequest(client.request(Json.object(fields)), new Losses());
    return provider.codec().writeRequest(read, target, new Losses());
  }

  static String shown(JsonObject out, String... pointers) {
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
}
