package io.routerly.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.TokenUsage;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerFrame;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Writes the chunks of a stream. Most of them differ in one text only, so what stands before and
 * behind that text is made once. One owner thread.
 */
final class ChunkLines {
  private static final byte[] DATA = "data: ".getBytes(UTF_8);
  private static final byte[] END = "\n\n".getBytes(UTF_8);
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);

  private final AnswerFrame frame;
  private final boolean usageWanted;
  private final byte[] afterText;
  private ByteArrayOutputStream target = new ByteArrayOutputStream(0);
  private String model = "";
  private Optional<String> serviceTier = Optional.empty();

  /** What stands before a text of the choice and the field that were told of last. */
  private byte[] beforeText = {};

  private int textChoice = -1;
  private String textField = "";

  ChunkLines(AnswerFrame frame, ClientWishes wishes) {
    this.frame = frame;
    this.usageWanted = wishes.usage();
    this.afterText =
        ("},\"logprobs\":null,\"finish_reason\":null}]"
                + (usageWanted ? ",\"usage\":null" : "")
                + "}\n\n")
            .getBytes(UTF_8);
  }

  /** Says where the next chunks go. */
  void to(ByteArrayOutputStream next) {
    target = next;
  }

  /** Says which model all chunks from here on name. */
  void model(String name) {
    model = name;
    textChoice = -1;
  }

  /** Says which lane all chunks from here on name, if any. */
  void serviceTier(Optional<String> tier) {
    serviceTier = tier;
    textChoice = -1;
  }

  /** Tells an element of {@code choices}. */
  void tell(JsonObject element) {
    JsonObjectBuilder chunk = chunk(Nodes.array().add(element).build());
    if (usageWanted) {
      chunk.addNull("usage");
    }
    data(chunk.build());
  }

  /** Tells an element that holds one text, and neither probabilities nor a reason. */
  void tell(int choice, String field, String text) {
    if (choice != textChoice || !field.equals(textField)) {
      textChoice = choice;
      textField = field;
      beforeText = before(choice, field);
    }
    target.writeBytes(beforeText);
    JsonTrees.write(text, target);
    target.writeBytes(afterText);
  }

  private byte[] before(int choice, String field) {
    String chunk = Nodes.text(chunk(JsonArray.EMPTY_JSON_ARRAY).build());
    String open = chunk.substring(0, chunk.length() - "]}".length());
    return ("data: " + open + "{\"index\":" + choice + ",\"delta\":{\"" + field + "\":")
        .getBytes(UTF_8);
  }

  /** Tells the usage, if the client asked for it. */
  void usage(TokenUsage usage) {
    if (usageWanted) {
      JsonObjectBuilder last = chunk(JsonArray.EMPTY_JSON_ARRAY);
      data(last.add("usage", UsageObject.write(usage)).build());
    }
  }

  /** Tells that there is no more. */
  void done() {
    target.writeBytes(DONE);
  }

  private JsonObjectBuilder chunk(JsonValue choices) {
    JsonObjectBuilder chunk =
        Nodes.object()
            .add("id", AnswerWriter.id(frame))
            .add("object", "chat.completion.chunk")
            .add("created", frame.createdAt())
            .add("model", model);
    serviceTier.ifPresent(tier -> chunk.add("service_tier", tier));
    return chunk.add("choices", choices);
  }

  private void data(JsonObject chunk) {
    target.writeBytes(DATA);
    target.writeBytes(JsonTrees.bytes(chunk));
    target.writeBytes(END);
  }
}
