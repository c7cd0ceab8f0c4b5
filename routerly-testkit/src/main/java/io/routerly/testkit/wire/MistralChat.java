package io.routerly.testkit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Chat Completions as Mistral speaks it: ids of tool calls have nine characters, and the last chunk
 * of a stream tells the usage unasked.
 */
public final class MistralChat implements WireFormat {
  private static final Pattern TOOL_ID = Pattern.compile("\"call_\\d{4}(\\d{4})\\d{11}(\\d{5})\"");
  private static final int BEFORE_DONE = 2;

  private final ChatCompletions chat = new ChatCompletions("openai-chat", new MistralErrors(), "");

  @Override
  public String folder() {
    return chat.folder();
  }

  @Override
  public ErrorFormat errors() {
    return chat.errors();
  }

  @Override
  public byte[] buffered(Call call) {
    return withOwnIds(chat.buffered(call));
  }

  @Override
  public List<byte[]> events(Call call) {
    List<byte[]> events = new ArrayList<>();
    chat.events(call).forEach(event -> events.add(withOwnIds(event)));
    int last = events.size() - BEFORE_DONE;
    String chunk = new String(events.get(last), UTF_8).substring("data: ".length());
    JsonObject usage = WireJson.parse(new String(buffered(call), UTF_8)).getJsonObject("usage");
    events.set(last, Sse.data(WireJson.with(WireJson.parse(chunk), "usage", usage)));
    return events;
  }

  @Override
  public boolean endsWithToolResult(JsonObject body) {
    return chat.endsWithToolResult(body);
  }

  private static byte[] withOwnIds(byte[] json) {
    return TOOL_ID.matcher(new String(json, UTF_8)).replaceAll("\"$1$2\"").getBytes(UTF_8);
  }
}
