package io.routerly.provider.demo;

import static io.routerly.wire.JsonText.quote;

import java.util.ArrayList;
import java.util.List;

/** The demo answer in the Messages format. */
record DemoMessages(DemoAnswer answer) implements DemoFormat {
  @Override
  public String whole() {
    return message(
        "[{\"type\":\"text\",\"text\":" + quote(answer.text()) + "}]",
        "\"end_turn\"",
        answer.outputTokens());
  }

  @Override
  public List<String> events() {
    List<String> events = new ArrayList<>();
    events.add(
        event(
            "message_start",
            "{\"type\":\"message_start\",\"message\":" + message("[]", "null", 0) + "}"));
    events.add(
        event(
            "content_block_start",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"));
    answer.words().forEach(word -> events.add(delta(word)));
    events.add(event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"));
    events.add(
        event(
            "message_delta",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":%d}}"
                .formatted(answer.outputTokens())));
    events.add(event("message_stop", "{\"type\":\"message_stop\"}"));
    return events;
  }

  private static String delta(String word) {
    return event(
        "content_block_delta",
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":%s}}"
            .formatted(quote(word)));
  }

  private String message(String content, String stopReason, int outputTokens) {
    return """
        {"id":%s,"type":"message","role":"assistant","model":%s,"content":%s,"stop_reason":%s,\
        "stop_sequence":null,"usage":{"input_tokens":%d,"output_tokens":%d}}"""
        .formatted(
            quote("msg_" + answer.id()),
            quote(answer.model()),
            content,
            stopReason,
            answer.inputTokens(),
            outputTokens);
  }

  private static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }
}
