package io.routerly.translation;

import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonFactories;
import io.routerly.json.JsonSyntaxException;
import io.routerly.json.JsonTrees;
import io.routerly.upstream.CancelSignal;
import io.routerly.wire.ChatCodec;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's request, read when it is first translated and once only, however many providers are
 * tried. One owner thread.
 */
public final class SourceRequest {
  private final byte[] body;
  private final CallFrame frame;
  private final Optional<String> previousId;
  private final CancelSignal cancel;
  private @Nullable Read read;
  private Duration patience = ChronoUnit.FOREVER.getDuration();
  private @Nullable MediaInliner media;

  private record Read(JsonObject tree, ChatRequest chat, Losses losses) {}

  /**
   * @param body a JSON object that was found to be valid; shared, not copied
   * @param previousId the id of the answer that the request goes on from, if its body has the
   *     conversation in the id's place
   * @param cancel fires when the client leaves
   */
  SourceRequest(byte[] body, CallFrame frame, Optional<String> previousId, CancelSignal cancel) {
    this.body = body;
    this.frame = frame;
    this.previousId = previousId;
    this.cancel = cancel;
  }

  /** Returns the body as it goes to a provider of its own format; shared, not copied. */
  public byte[] body() {
    return body;
  }

  /** Says how long the next attempt may wait for the request's files, all of them together. */
  public void waitForFiles(Duration longest) {
    patience = longest;
  }

  /** Returns the one that has the request's files, each fetched once however many attempts. */
  MediaInliner media(MediaFetcher fetcher) {
    MediaInliner known = media;
    if (known == null) {
      known = new MediaInliner(fetcher, cancel);
      media = known;
    }
    known.waitAtMost(patience);
    return known;
  }

  CallFrame frame() {
    return frame;
  }

  /** Returns what the client sent, but with the conversation that it goes on from. */
  JsonObject tree(ChatCodec codec) {
    JsonObject tree = read(codec).tree();
    return previousId
        .map(
            id ->
                JsonFactories.BUILDERS
                    .createObjectBuilder(tree)
                    .add("previous_response_id", id)
                    .build())
        .orElse(tree);
  }

  ChatRequest chat(ChatCodec codec) {
    return read(codec).chat();
  }

  /** Returns what no format but the client's own has a place for. */
  Losses losses(ChatCodec codec) {
    return read(codec).losses();
  }

  /** A number may be valid JSON and still longer than any tree takes. */
  private JsonObject tree() {
    try {
      return JsonTrees.object(body);
    } catch (JsonSyntaxException e) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "The request cannot be translated: " + e.getMessage() + ".",
          e);
    }
  }

  private Read read(ChatCodec codec) {
    Read known = read;
    if (known == null) {
      JsonObject tree = tree();
      Losses losses = new Losses();
      known = new Read(tree, codec.readRequest(tree, losses), losses);
      read = known;
    }
    return known;
  }
}
