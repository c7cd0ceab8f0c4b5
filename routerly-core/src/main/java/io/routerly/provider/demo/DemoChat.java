package io.routerly.provider.demo;

import static io.routerly.wire.JsonText.quote;

import java.util.ArrayList;
import java.util.List;

/** The demo answer in the Chat Completions format. */
record DemoChat(DemoAnswer answer) implements DemoFormat {
  @Override
  public String whole() {
    return """
        {"id":%s,"object":"chat.completion","created":0,"model":%s,"choices":[{"index":0,\
        "message":{"role":"assistant","content":%s,"refusal":null},"logprobs":null,\
        "finish_reason":"stop"}],"usage":%s}"""
        .formatted(quote(id()), quote(answer.model()), quote(answer.text()), usage());
  }

  @Override
  public List<String> events() {
    List<String> events = new ArrayList<>();
    events.add(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
    answer.words().forEach(word -> events.add(chunk("{\"content\":" + quote(word) + "}", "null")));
    events.add(chunk("{}", "\"stop\""));
    events.add(event(head() + ",\"choices\":[],\"usage\":" + usage() + "}"));
    events.add(event("[DONE]"));
    return events;
  }

  private String chunk(String delta, String finishReason) {
    return event(
        head()
            + ",\"choices\":[{\"index\":0,\"delta\":%s,\"logprobs\":null,\"finish_reason\":%s}]}"
                .formatted(delta, finishReason));
  }

  private String head() {
    return "{\"id\":%s,\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":%s"
        .formatted(quote(id()), quote(answer.model()));
  }

  private String id() {
    return "chatcmpl-" + answer.id();
  }

  private String usage() {
    return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
        .formatted(
            answer.inputTokens(),
            answer.outputTokens(),
            answer.inputTokens() + answer.outputTokens());
  }

  private static String event(String data) {
    return "data: " + data + "\n\n";
  }
}
