package io.routerly.translation;

import io.routerly.chat.AnswerEvents;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.Losses;
import io.routerly.json.JsonTrees;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.ChatCodec;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One request in a provider's format, and the way back for its answer. One owner thread. */
public final class Translation {
  private final byte[] body;
  private final Set<String> dropped;
  private final ChatCodec client;
  private final ChatCodec provider;
  private final ToolNames names;
  private final AnswerFrame frame;
  private final AnswerListener listener;

  Translation(
      byte[] body,
      List<String> dropped,
      ChatCodec client,
      ChatCodec provider,
      ToolNames names,
      AnswerFrame frame,
      AnswerListener listener) {
    this.body = body;
    this.dropped = new LinkedHashSet<>(dropped);
    this.client = client;
    this.provider = provider;
    this.names = names;
    this.frame = frame;
    this.listener = listener;
  }

  /** Returns the request in the provider's format; shared, not copied. */
  public byte[] body() {
    return body;
  }

  /** Returns what was lost so far, in the client's words. */
  public List<String> dropped() {
    return new ArrayList<>(dropped);
  }

  /**
   * Returns a whole answer in the client's format.
   *
   * @throws io.routerly.error.GatewayException {@code provider_bad_response} if it is no answer of
   *     the provider's format
   * @throws io.routerly.json.JsonSyntaxException if it is no JSON
   */
  public byte[] whole(byte[] answer) {
    ChatAnswer read = read(answer);
    JsonObject written = written(read);
    listener.answered(read, () -> written);
    return JsonTrees.bytes(written);
  }

  private JsonObject written(ChatAnswer answer) {
    Losses losses = new Losses();
    JsonObject written = client.writeAnswer(answer, frame, losses);
    losses.names(client::nameOf).forEach(name -> dropped.add("answer." + name));
    return written;
  }

  /** Returns the events of a whole answer that the provider did not stream. */
  public byte[] wholeAsStream(byte[] answer) {
    ByteArrayOutputStream events = new ByteArrayOutputStream();
    ChatAnswer read = read(answer);
    written(read);
    StreamTranslation stream = stream();
    AnswerEvents.tell(read, event -> stream.write(event, events));
    return events.toByteArray();
  }

  private ChatAnswer read(byte[] answer) {
    return names.restore(provider.readAnswer(JsonTrees.object(answer)));
  }

  /** Returns a translation of one streamed answer. */
  public StreamTranslation stream() {
    return new StreamTranslation(
        names.restoring(provider.decoder()),
        client.encoder(frame),
        answer -> listener.answered(answer, () -> client.writeAnswer(answer, frame, new Losses())));
  }
}
