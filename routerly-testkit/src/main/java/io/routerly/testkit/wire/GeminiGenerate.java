package io.routerly.testkit.wire;

import static io.routerly.testkit.wire.WireJson.array;
import static io.routerly.testkit.wire.WireJson.list;
import static io.routerly.testkit.wire.WireJson.object;
import static io.routerly.testkit.wire.WireJson.with;

import io.routerly.testkit.script.Part;
import io.routerly.testkit.script.TokenCounts;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Gemini's {@code generateContent}: every event of a stream is a whole response of its own. */
public final class GeminiGenerate implements WireFormat {
  private static final String SIGNATURE = "RmFrZSB0aG91Z2h0IHNpZ25hdHVyZQ==";

  private final ErrorFormat errors = new GeminiErrors(false);

  @Override
  public String folder() {
    return "gemini-generate";
  }

  @Override
  public ErrorFormat errors() {
    return errors;
  }

  @Override
  public byte[] buffered(Call call) {
    List<JsonObject> parts = new ArrayList<>();
    call.parts().forEach(part -> parts.add(part(call, part, parts.size())));
    return WireJson.bytes(response(call, parts, true));
  }

  /** The last event carries the finish reason; no further marker follows it. */
  @Override
  public List<byte[]> events(Call call) {
    List<JsonObject> parts = new ArrayList<>();
    for (Part part : call.parts()) {
      if (part instanceof Part.Text text) {
        Call.pieces(text.text()).forEach(piece -> parts.add(object("text", piece)));
      } else {
        parts.add(part(call, part, parts.size()));
      }
    }
    List<byte[]> events = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      events.add(Sse.data(response(call, List.of(parts.get(i)), last)));
    }
    return events;
  }

  @Override
  public boolean endsWithToolResult(JsonObject body) {
    JsonArray contents = body.getJsonArray("contents");
    JsonArray parts = contents.getJsonObject(contents.size() - 1).getJsonArray("parts");
    return parts != null
        && parts.stream().anyMatch(part -> part.asJsonObject().containsKey("functionResponse"));
  }

  private static JsonObject response(Call call, List<JsonObject> parts, boolean last) {
    JsonObject candidate = object("content", object("parts", list(parts), "role", "model"));
    if (last) {
      candidate = with(candidate, "finishReason", "STOP");
    }
    return object(
        "candidates", array(with(candidate, "index", 0)),
        "usageMetadata", usage(call.counts(), last),
        "modelVersion", call.model(),
        "responseId", call.id("fake"));
  }

  private static JsonObject part(Call call, Part part, int index) {
    if (part instanceof Part.ToolCall tool) {
      JsonObject function =
          object(
              "id", call.id("fn", index),
              "name", tool.name(),
              "args", WireJson.parse(tool.arguments()));
      return object("functionCall", function, "thoughtSignature", SIGNATURE);
    }
    if (part instanceof Part.Thinking thinking) {
      return object("text", thinking.text(), "thought", true);
    }
    return object("text", ((Part.Text) part).text());
  }

  /** Thoughts are counted beside the candidates; before the end there are no output counts. */
  private static JsonObject usage(TokenCounts counts, boolean last) {
    JsonObject usage = object("promptTokenCount", counts.input());
    if (counts.cacheRead() > 0) {
      usage = with(usage, "cachedContentTokenCount", counts.cacheRead());
    }
    if (last) {
      usage = with(usage, "candidatesTokenCount", counts.output() - counts.reasoning());
    }
    if (last && counts.reasoning() > 0) {
      usage = with(usage, "thoughtsTokenCount", counts.reasoning());
    }
    JsonObject text = object("modality", "TEXT", "tokenCount", counts.input());
    return with(
        with(usage, "totalTokenCount", last ? counts.total() : counts.input()),
        "promptTokensDetails",
        array(text));
  }
}
