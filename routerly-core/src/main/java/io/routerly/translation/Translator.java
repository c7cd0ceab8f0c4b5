package io.routerly.translation;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.routerly.chat.ChatRequest;
import io.routerly.chat.Losses;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonTrees;
import io.routerly.upstream.CancelSignal;
import io.routerly.wire.AnswerFrame;
import io.routerly.wire.ChatCodec;
import io.routerly.wire.RequestAdaptation;
import io.routerly.wire.Target;
import io.routerly.wire.WireFormat;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes requests of one wire format in another. Thread-safe. */
public final class Translator {
  private final Map<WireFormat, ChatCodec> codecs;
  private final Memories memories;
  private final MediaFetcher media;

  /**
   * @param codecs one for each format that clients or providers speak
   */
  public Translator(Collection<? extends ChatCodec> codecs, Memories memories, MediaFetcher media) {
    this.codecs = new EnumMap<>(codecs.stream().collect(toMap(ChatCodec::format, identity())));
    this.memories = memories;
    this.media = media;
  }

  /**
   * Takes a call in, whatever formats it will be written in.
   *
   * @param body the client's request, found to be valid; shared, not copied
   */
  public SourceRequest source(
      WireFormat client, byte[] body, CallFrame frame, CancelSignal cancel) {
    Optional<ResponseMemory.Resumed> resumed =
        client == WireFormat.OPENAI_RESPONSES
            ? memories.responses().resume(frame.projectId(), body)
            : Optional.empty();
    return new SourceRequest(
        resumed.map(ResponseMemory.Resumed::body).orElse(body),
        frame,
        resumed.map(ResponseMemory.Resumed::previousId),
        cancel);
  }

  /**
   * Returns a request in no wire format.
   *
   * @param client the format that the request is in
   * @throws GatewayException {@code invalid_request} if the request is not in its format
   */
  public ChatRequest read(SourceRequest source, WireFormat client) {
    return source.chat(codec(client));
  }

  /** Returns what is done for calls that pass untranslated. */
  public RelayedTurns relayedTurns() {
    return new RelayedTurns(memories.turns(), media);
  }

  /** Returns whether requests can be read from, or written in, that format. */
  public boolean speaks(WireFormat format) {
    return codecs.containsKey(format);
  }

  /** Returns the names, in the words of {@code client}, of what was lost. */
  public List<String> names(Losses losses, WireFormat client) {
    ChatCodec codec = codecs.get(client);
    return codec == null ? losses.names(field -> field.plainName()) : losses.names(codec::nameOf);
  }

  /**
   * Translates a request.
   *
   * @param client the format that the request is in
   * @param provider the format that the provider speaks
   * @param beside what of the call is lost beside its body
   * @throws GatewayException {@code invalid_request} if the request is not in its format; {@code
   *     fields_not_supported} if something would be lost and the client does not want that; {@code
   *     previous_response_not_found} if it goes on from an answer that is not remembered
   */
  public Translation translate(
      SourceRequest source,
      WireFormat client,
      WireFormat provider,
      Target target,
      Collection<String> beside) {
    ChatCodec reader = codec(client);
    ChatCodec writer = codec(provider);
    Losses losses = new Losses();
    losses.addAll(source.losses(reader));
    beside.forEach(losses::drop);
    ChatRequest request = source.chat(reader);
    requireNoPrevious(request);
    ChatRequest remembered =
        memories.turns().restore(source.frame().projectId(), request, provider, target.traits());
    MediaPlaces places = new MediaPlaces(provider, target.traits(), media::isListed);
    ChatRequest whole = source.media(media).inline(remembered, places);
    ToolNames names = ToolNames.of(whole, provider);
    byte[] written = JsonTrees.bytes(writer.writeRequest(names.shorten(whole), target, losses));
    byte[] body = RequestAdaptation.adapt(provider, written, target.traits(), losses);
    List<String> dropped = names(losses, client);
    requireNoLoss(source.frame(), dropped, provider);
    AnswerFrame frame =
        new AnswerFrame(
            source.frame().uniqueId(),
            source.frame().receivedAt().getEpochSecond(),
            Wishes.of(client, source.tree(reader)));
    return new Translation(
        body,
        dropped,
        reader,
        writer,
        names,
        frame,
        memories.listener(
            source.frame().projectId(), client, LastWords.of(request.messages()), frame.request()));
  }

  /** Answers that this process remembers were put into the request before it came here. */
  private static void requireNoPrevious(ChatRequest request) {
    request
        .options()
        .previousResponseId()
        .ifPresent(
            id -> {
              throw new GatewayException(
                  ErrorCode.PREVIOUS_RESPONSE_NOT_FOUND,
                  "Previous response with id '"
                      + id
                      + "' not found: this gateway no longer remembers it. Send the conversation"
                      + " as input instead.");
            });
  }

  /**
   * Ends an attempt by which something would be lost, if the client does not want that.
   *
   * @throws GatewayException {@code fields_not_supported}
   */
  public static void requireNoLoss(CallFrame frame, List<String> dropped, WireFormat provider) {
    if (frame.strict() && !dropped.isEmpty()) {
      throw new GatewayException(
          ErrorCode.FIELDS_NOT_SUPPORTED,
          "%s cannot express: %s. Leave them out, or do not send x-routerly-strict."
              .formatted(provider.title(), String.join(", ", dropped)));
    }
  }

  private ChatCodec codec(WireFormat format) {
    ChatCodec codec = codecs.get(format);
    if (codec == null) {
      throw new GatewayException(
          ErrorCode.NO_MODEL_AVAILABLE, "There is no translation for " + format.title() + ".");
    }
    return codec;
  }
}
