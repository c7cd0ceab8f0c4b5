package io.routerly.api.proxy;

import static io.routerly.api.proxy.JsonText.array;
import static io.routerly.api.proxy.JsonText.inner;
import static io.routerly.api.proxy.JsonText.json;
import static io.routerly.api.proxy.JsonText.objects;
import static io.routerly.api.proxy.JsonText.parse;
import static io.routerly.api.proxy.JsonText.text;
import static io.routerly.api.proxy.JsonText.with;
import static java.util.stream.Collectors.joining;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import io.routerly.json.JsonFactories;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's SDK, at Chat Completions. */
final class ChatSdk implements SdkClient {
  private static final String THINKING = "reasoning_content";

  private final OpenAIClient client;

  ChatSdk(RunningProxy proxy) {
    client = OpenAiJson.client(proxy);
  }

  @Override
  public JsonObject send(JsonObject request) {
    return OpenAiJson.write(client.chat().completions().create(params(request)));
  }

  @Override
  public JsonObject stream(JsonObject request, Runnable onEvent) {
    JsonObject metered = with(request, json("{'stream_options':{'include_usage':true}}"));
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    StringBuilder thinking = new StringBuilder();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params(metered))) {
      stream.stream()
          .peek(chunk -> thinking.append(thinking(chunk)))
          .peek(chunk -> onEvent.run())
          .forEach(accumulator::accumulate);
    }
    return withThinking(OpenAiJson.write(accumulator.chatCompletion()), thinking.toString());
  }

  private static ChatCompletionCreateParams params(JsonObject request) {
    return ChatCompletionCreateParams.builder()
        .body(OpenAiJson.read(request, ChatCompletionCreateParams.Body.class))
        .build();
  }

  /** The field is not OpenAI's own: the SDK keeps it, but does not put its pieces together. */
  private static String thinking(ChatCompletionChunk chunk) {
    return objects(OpenAiJson.write(chunk), "choices").stream()
        .map(choice -> text(inner(choice, "delta"), THINKING))
        .collect(joining());
  }

  private static JsonObject withThinking(JsonObject answer, String thinking) {
    JsonObject choice = objects(answer, "choices").get(0);
    JsonObject message =
        JsonFactories.BUILDERS
            .createObjectBuilder(inner(choice, "message"))
            .add(THINKING, thinking)
            .build();
    return with(answer, "choices", array(List.of(with(choice, "message", message))));
  }

  @Override
  public Heard heard(JsonObject answer) {
    JsonObject choice = objects(answer, "choices").get(0);
    JsonObject message = choice.getJsonObject("message");
    JsonObject usage = inner(answer, "usage");
    return new Heard(
        text(message, "content"),
        text(message, THINKING),
        objects(message, "tool_calls").stream().map(ChatSdk::called).toList(),
        text(choice, "finish_reason"),
        usage,
        new Heard.Used(
            usage.getInt("prompt_tokens"),
            inner(usage, "prompt_tokens_details").getInt("cached_tokens", 0),
            usage.getInt("completion_tokens"),
            inner(usage, "completion_tokens_details").getInt("reasoning_tokens", 0)),
        List.of(OpenAiJson.write(OpenAiJson.read(message, ChatCompletionMessage.class).toParam())));
  }

  private static Heard.Called called(JsonObject call) {
    JsonObject function = call.getJsonObject("function");
    return new Heard.Called(text(call, "id"), text(function, "name"), text(function, "arguments"));
  }

  @Override
  public JsonObject request(String model, String system, List<JsonObject> conversation) {
    List<JsonValue> messages = new ArrayList<>();
    messages.add(json("{'role':'system','content':'%s'}", system));
    messages.addAll(conversation);
    return with(json("{'model':'%s'}", model), "messages", array(messages));
  }

  @Override
  public JsonObject withWeather(JsonObject request) {
    return with(
        request,
        json(
            "{'tools':[{'type':'function','function':{'name':'weather','parameters':%s}}]}",
            OpenAiJson.CITY));
  }

  @Override
  public JsonObject withThinking(JsonObject request) {
    return with(request, json("{'reasoning_effort':'low'}"));
  }

  @Override
  public JsonObject withSchema(JsonObject request) {
    return with(
        request,
        json(
            "{'response_format':{'type':'json_schema','json_schema':{'name':'place','strict':true,'schema':%s}}}",
            OpenAiJson.CITY));
  }

  @Override
  public JsonObject user(String text) {
    return json("{'role':'user','content':'%s'}", text);
  }

  @Override
  public JsonObject image(String text, String base64) {
    return json(
        "{'role':'user','content':[{'type':'text','text':'%s'},"
            + "{'type':'image_url','image_url':{'url':'data:image/png;base64,%s'}}]}",
        text, base64);
  }

  @Override
  public List<JsonObject> results(List<Heard.Called> calls, List<String> results) {
    List<JsonObject> turns = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      turns.add(
          json(
              "{'role':'tool','tool_call_id':'%s','content':'%s'}",
              calls.get(i).id(), results.get(i)));
    }
    return turns;
  }

  @Override
  public List<JsonObject> callsOnly(List<JsonObject> turn) {
    return List.of(
        with(
            parse("{\"role\":\"assistant\"}"),
            "tool_calls",
            array(objects(turn.get(0), "tool_calls"))));
  }

  @Override
  public void close() {
    client.close();
  }
}
