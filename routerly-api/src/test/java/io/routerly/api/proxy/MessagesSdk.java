package io.routerly.api.proxy;

import static io.routerly.api.proxy.JsonText.array;
import static io.routerly.api.proxy.JsonText.inner;
import static io.routerly.api.proxy.JsonText.json;
import static io.routerly.api.proxy.JsonText.objects;
import static io.routerly.api.proxy.JsonText.parse;
import static io.routerly.api.proxy.JsonText.text;
import static io.routerly.api.proxy.JsonText.with;
import static java.util.stream.Collectors.joining;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.routerly.json.JsonFactories;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Anthropic's SDK, at Messages. */
final class MessagesSdk implements SdkClient {
  private final AnthropicClient client;

  MessagesSdk(RunningProxy proxy) {
    String root = proxy.root().toString();
    client =
        AnthropicOkHttpClient.builder()
            .baseUrl(root.substring(0, root.length() - 1))
            .apiKey(proxy.token())
            .maxRetries(0)
            .timeout(Duration.ofSeconds(30))
            .responseValidation(true)
            .build();
  }

  @Override
  public JsonObject send(JsonObject request) {
    return write(client.messages().create(params(request)));
  }

  @Override
  public JsonObject stream(JsonObject request, Runnable onEvent) {
    MessageAccumulator accumulator = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(params(request))) {
      stream.stream().peek(event -> onEvent.run()).forEach(accumulator::accumulate);
    }
    return write(accumulator.message());
  }

  private static MessageCreateParams params(JsonObject request) {
    return MessageCreateParams.builder()
        .body(read(request, MessageCreateParams.Body.class))
        .build();
  }

  @Override
  public Heard heard(JsonObject answer) {
    List<JsonObject> blocks = objects(answer, "content");
    JsonObject usage = inner(answer, "usage");
    int cached = usage.getInt("cache_read_input_tokens", 0);
    int written = usage.getInt("cache_creation_input_tokens", 0);
    return new Heard(
        ofType(blocks, "text").map(block -> text(block, "text")).collect(joining()),
        ofType(blocks, "thinking").map(block -> text(block, "thinking")).collect(joining()),
        ofType(blocks, "tool_use").map(MessagesSdk::called).toList(),
        text(answer, "stop_reason"),
        withoutLane(usage),
        new Heard.Used(
            usage.getInt("input_tokens") + cached + written,
            cached,
            usage.getInt("output_tokens"),
            inner(usage, "output_tokens_details").getInt("thinking_tokens", 0)),
        List.of(write(read(answer, Message.class).toParam())));
  }

  /** A stream begins before the lane is known, and the SDK reads it at the beginning only. */
  private static JsonObject withoutLane(JsonObject usage) {
    return JsonFactories.BUILDERS.createObjectBuilder(usage).remove("service_tier").build();
  }

  private static Heard.Called called(JsonObject block) {
    return new Heard.Called(
        text(block, "id"), text(block, "name"), block.getJsonObject("input").toString());
  }

  private static Stream<JsonObject> ofType(List<JsonObject> blocks, String type) {
    return blocks.stream().filter(block -> text(block, "type").equals(type));
  }

  @Override
  public JsonObject request(String model, String system, List<JsonObject> conversation) {
    return with(
        json("{'model':'%s','max_tokens':4096,'system':'%s'}", model, system),
        "messages",
        array(conversation));
  }

  @Override
  public JsonObject withWeather(JsonObject request) {
    return with(request, json("{'tools':[{'name':'weather','input_schema':%s}]}", OpenAiJson.CITY));
  }

  @Override
  public JsonObject withThinking(JsonObject request) {
    return with(request, json("{'thinking':{'type':'enabled','budget_tokens':1024}}"));
  }

  @Override
  public JsonObject withSchema(JsonObject request) {
    return with(
        request,
        json("{'output_config':{'format':{'type':'json_schema','schema':%s}}}", OpenAiJson.CITY));
  }

  @Override
  public JsonObject user(String text) {
    return json("{'role':'user','content':'%s'}", text);
  }

  @Override
  public JsonObject image(String text, String base64) {
    return json(
        "{'role':'user','content':[{'type':'text','text':'%s'},{'type':'image',"
            + "'source':{'type':'base64','media_type':'image/png','data':'%s'}}]}",
        text, base64);
  }

  @Override
  public List<JsonObject> results(List<Heard.Called> calls, List<String> results) {
    List<JsonObject> blocks = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      blocks.add(
          json(
              "{'type':'tool_result','tool_use_id':'%s','content':'%s'}",
              calls.get(i).id(), results.get(i)));
    }
    return List.of(with(parse("{\"role\":\"user\"}"), "content", array(blocks)));
  }

  @Override
  public List<JsonObject> callsOnly(List<JsonObject> turn) {
    return List.of(
        with(
            turn.get(0),
            "content",
            array(ofType(objects(turn.get(0), "content"), "tool_use").toList())));
  }

  @Override
  public void close() {
    client.close();
  }

  private static <T> T read(JsonObject json, Class<T> type) {
    try {
      return ObjectMappers.jsonMapper().readValue(json.toString(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject write(Object value) {
    try {
      return parse(ObjectMappers.jsonMapper().writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
