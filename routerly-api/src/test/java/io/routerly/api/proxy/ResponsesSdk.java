package io.routerly.api.proxy;

import static io.routerly.api.proxy.JsonText.array;
import static io.routerly.api.proxy.JsonText.inner;
import static io.routerly.api.proxy.JsonText.json;
import static io.routerly.api.proxy.JsonText.objects;
import static io.routerly.api.proxy.JsonText.text;
import static io.routerly.api.proxy.JsonText.with;
import static java.util.stream.Collectors.joining;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** OpenAI's SDK, at Responses. */
final class ResponsesSdk implements SdkClient {
  private final OpenAIClient client;

  ResponsesSdk(RunningProxy proxy) {
    client = OpenAiJson.client(proxy);
  }

  @Override
  public JsonObject send(JsonObject request) {
    return OpenAiJson.write(client.responses().create(params(request)));
  }

  @Override
  public JsonObject stream(JsonObject request, Runnable onEvent) {
    ResponseAccumulator accumulator = ResponseAccumulator.create();
    try (StreamResponse<ResponseStreamEvent> stream =
        client.responses().createStreaming(params(request))) {
      stream.stream().peek(event -> onEvent.run()).forEach(accumulator::accumulate);
    }
    return OpenAiJson.write(accumulator.response());
  }

  private static ResponseCreateParams params(JsonObject request) {
    return ResponseCreateParams.builder()
        .body(OpenAiJson.read(request, ResponseCreateParams.Body.class))
        .build();
  }

  @Override
  public Heard heard(JsonObject answer) {
    List<JsonObject> items = objects(answer, "output");
    JsonObject usage = inner(answer, "usage");
    return new Heard(
        parts(items, "message", "content"),
        parts(items, "reasoning", "summary"),
        ofType(items, "function_call").map(ResponsesSdk::called).toList(),
        text(answer, "status"),
        usage,
        new Heard.Used(
            usage.getInt("input_tokens"),
            inner(usage, "input_tokens_details").getInt("cached_tokens", 0),
            usage.getInt("output_tokens"),
            inner(usage, "output_tokens_details").getInt("reasoning_tokens", 0)),
        items);
  }

  private static Heard.Called called(JsonObject item) {
    return new Heard.Called(text(item, "call_id"), text(item, "name"), text(item, "arguments"));
  }

  private static String parts(List<JsonObject> items, String type, String name) {
    return ofType(items, type)
        .flatMap(item -> objects(item, name).stream())
        .map(part -> text(part, "text"))
        .collect(joining());
  }

  private static Stream<JsonObject> ofType(List<JsonObject> items, String type) {
    return items.stream().filter(item -> text(item, "type").equals(type));
  }

  @Override
  public JsonObject request(String model, String system, List<JsonObject> conversation) {
    return with(
        json("{'model':'%s','instructions':'%s'}", model, system), "input", array(conversation));
  }

  @Override
  public JsonObject withWeather(JsonObject request) {
    return with(
        request,
        json(
            "{'tools':[{'type':'function','name':'weather','strict':false,'parameters':%s}]}",
            OpenAiJson.CITY));
  }

  @Override
  public JsonObject withThinking(JsonObject request) {
    return with(
        request,
        json(
            "{'reasoning':{'effort':'low','summary':'auto'},"
                + "'include':['reasoning.encrypted_content'],'store':false}"));
  }

  @Override
  public JsonObject withSchema(JsonObject request) {
    return with(
        request,
        json(
            "{'text':{'format':{'type':'json_schema','name':'place','strict':true,'schema':%s}}}",
            OpenAiJson.CITY));
  }

  @Override
  public JsonObject user(String text) {
    return json("{'role':'user','content':'%s'}", text);
  }

  @Override
  public JsonObject image(String text, String base64) {
    return json(
        "{'role':'user','content':[{'type':'input_text','text':'%s'},"
            + "{'type':'input_image','detail':'auto','image_url':'data:image/png;base64,%s'}]}",
        text, base64);
  }

  @Override
  public List<JsonObject> results(List<Heard.Called> calls, List<String> results) {
    List<JsonObject> items = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      items.add(
          json(
              "{'type':'function_call_output','call_id':'%s','output':'%s'}",
              calls.get(i).id(), results.get(i)));
    }
    return items;
  }

  @Override
  public List<JsonObject> callsOnly(List<JsonObject> turn) {
    return ofType(turn, "function_call").toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
