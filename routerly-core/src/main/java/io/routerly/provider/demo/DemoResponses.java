package io.routerly.provider.demo;

import static io.routerly.wire.JsonText.quote;

import java.util.ArrayList;
import java.util.List;

/** The demo answer in the Responses format. */
record DemoResponses(DemoAnswer answer) implements DemoFormat {
  @Override
  public String whole() {
    return response("completed", "[" + item("completed", part(answer.text())) + "]", usage());
  }

  @Override
  public List<String> events() {
    List<String> data = new ArrayList<>();
    data.add(ofResponse("response.created", "in_progress", "[]", "null"));
    data.add(ofResponse("response.in_progress", "in_progress", "[]", "null"));
    data.add(ofItem("response.output_item.added", item("in_progress", "")));
    data.add(ofPart("response.content_part.added", part("")));
    answer.words().forEach(word -> data.add(ofText("response.output_text.delta", "delta", word)));
    data.add(ofText("response.output_text.done", "text", answer.text()));
    data.add(ofPart("response.content_part.done", part(answer.text())));
    String item = item("completed", part(answer.text()));
    data.add(ofItem("response.output_item.done", item));
    data.add(ofResponse("response.completed", "completed", "[" + item + "]", usage()));
    return numbered(data);
  }

  /** Completes each event, given as its type and its fields, with its place in the sequence. */
  private static List<String> numbered(List<String> data) {
    List<String> events = new ArrayList<>();
    for (String typeAndFields : data) {
      int cut = typeAndFields.indexOf(' ');
      String type = typeAndFields.substring(0, cut);
      events.add(
          "event: %s\ndata: {\"type\":\"%s\",\"sequence_number\":%d,%s}\n\n"
              .formatted(type, type, events.size(), typeAndFields.substring(cut + 1)));
    }
    return events;
  }

  private String ofResponse(String type, String status, String output, String usage) {
    return type + " \"response\":" + response(status, output, usage);
  }

  private static String ofItem(String type, String item) {
    return type + " \"output_index\":0,\"item\":" + item;
  }

  private String ofPart(String type, String part) {
    return type
        + " \"item_id\":%s,\"output_index\":0,\"content_index\":0,\"part\":%s"
            .formatted(quote(itemId()), part);
  }

  private String ofText(String type, String field, String text) {
    return type
        + " \"item_id\":%s,\"output_index\":0,\"content_index\":0,\"logprobs\":[],\"%s\":%s"
            .formatted(quote(itemId()), field, quote(text));
  }

  private static String part(String text) {
    return "{\"type\":\"output_text\",\"text\":%s,\"annotations\":[],\"logprobs\":[]}"
        .formatted(quote(text));
  }

  private String item(String status, String part) {
    return "{\"id\":%s,\"type\":\"message\",\"role\":\"assistant\",\"status\":\"%s\",\"content\":[%s]}"
        .formatted(quote(itemId()), status, part);
  }

  private String itemId() {
    return "msg_" + answer.id();
  }

  private String response(String status, String output, String usage) {
    return """
        {"id":%s,"object":"response","created_at":0,"status":"%s","background":false,"error":null,\
        "incomplete_details":null,"instructions":null,"max_output_tokens":null,"metadata":{},\
        "model":%s,"output":%s,"parallel_tool_calls":true,"previous_response_id":null,"store":false,\
        "temperature":1.0,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],\
        "top_p":1.0,"truncation":"disabled","usage":%s}"""
        .formatted(quote("resp_" + answer.id()), status, quote(answer.model()), output, usage);
  }

  private String usage() {
    return """
        {"input_tokens":%d,"input_tokens_details":{"cached_tokens":0},"output_tokens":%d,\
        "output_tokens_details":{"reasoning_tokens":0},"total_tokens":%d}"""
        .formatted(
            answer.inputTokens(),
            answer.outputTokens(),
            answer.inputTokens() + answer.outputTokens());
  }
}
