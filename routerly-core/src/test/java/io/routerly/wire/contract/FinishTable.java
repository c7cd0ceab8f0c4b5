package io.routerly.wire.contract;

import io.routerly.chat.Losses;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** The table of why answers end, found by translating an answer for each of the words. */
final class FinishTable {
  private FinishTable() {}

  /** Why an answer ended, in the words of each provider and each client. */
  static String finishReasons() {
    StringBuilder table =
        new StringBuilder(
            MappingTables.head(
                "provider says", Stream.of("Chat Completions", "Responses", "Messages")));
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
        MappingTables.row(
            Stream.concat(
                Stream.of(provider.codec().format().title() + ": `" + word + "`"),
                Format.CLIENTS.stream()
                    .map(
                        client ->
                            MappingTables.shown(
                                new Translation(provider, client).whole(answer, new Losses()),
                                "/choices/0/finish_reason",
                                "/status",
                                "/incomplete_details/reason",
                                "/stop_reason")))));
  }
}
