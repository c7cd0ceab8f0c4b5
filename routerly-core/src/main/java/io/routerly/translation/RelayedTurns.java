package io.routerly.translation;

import io.routerly.chat.Losses;
import io.routerly.chat.MediaSource;
import io.routerly.chat.Vendor;
import io.routerly.wire.AnswerWatch;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.WireFormat;
import io.routerly.wire.openai.Called;
import io.routerly.wire.openai.ChatTurns;
import io.routerly.wire.openai.ForeignReasoning;
import io.routerly.wire.openai.OpenAiChatCodec;
import java.util.List;
import java.util.Optional;

/**
 * Does for Chat Completions calls that pass untranslated what a translation does for others:
 * remembers the reasoning that led to calls of tools, puts it, and files that are named by URL,
 * into requests for APIs that want them there, and takes it out of those for others. Thread-safe.
 */
public final class RelayedTurns {
  private final OpenAiChatCodec codec = new OpenAiChatCodec();
  private final TurnMemory turns;
  private final MediaFetcher media;

  RelayedTurns(TurnMemory turns, MediaFetcher media) {
    this.turns = turns;
    this.media = media;
  }

  /**
   * Returns the body with what its client left out; the same array if that is nothing.
   *
   * @param body the call's body, as far as it was fitted to the API
   * @throws io.routerly.error.GatewayException {@code media_unavailable} if a file cannot be had
   */
  public byte[] complete(WireFormat format, byte[] body, ApiTraits traits, SourceRequest source) {
    return format == WireFormat.OPENAI_CHAT
        ? ChatTurns.filled(body, traits, new Remembered(source))
        : body;
  }

  /**
   * Returns the body without what models of other vendors left in it and the API would refuse; the
   * same array if that is nothing.
   *
   * @param traits how the API differs from its format, be it named after the API or not
   * @param losses is told of what was taken out
   */
  public byte[] own(
      WireFormat format, byte[] body, ApiTraits traits, SourceRequest source, Losses losses) {
    return format == WireFormat.OPENAI_CHAT
        ? ForeignReasoning.without(body, traits, new Remembered(source), losses)
        : ForeignSeals.strip(format, body, losses);
  }

  /** Returns a watch that also remembers what the API will want back of the answer. */
  public AnswerWatch watch(
      AnswerWatch watch, WireFormat format, ApiTraits traits, SourceRequest source) {
    boolean wanted = traits.has(Quirk.WANTS_REASONING_BACK) || traits.has(Quirk.SEALED_TOOL_CALLS);
    return wanted && format == WireFormat.OPENAI_CHAT
        ? new LearningWatch(
            watch,
            codec,
            answer -> turns.remember(source.frame().projectId(), () -> lastWords(source), answer))
        : watch;
  }

  private LastWords lastWords(SourceRequest source) {
    return LastWords.of(source.chat(codec).messages());
  }

  /** What one request can be filled with. */
  private final class Remembered implements ChatTurns.Supply {
    private final SourceRequest source;
    private String text = "";
    private LastWords said = LastWords.NONE;

    Remembered(SourceRequest source) {
      this.source = source;
    }

    @Override
    public String file(String url) {
      MediaSource.Base64 file = source.media(media).file(url);
      return "data:" + file.mediaType() + ";base64," + file.data();
    }

    @Override
    public Optional<String> reasoning(List<Called> calls) {
      return turns.reasoning(calls.stream().map(this::key).toList());
    }

    @Override
    public Optional<String> seal(Called call) {
      return turns.seal(key(call), Vendor.GEMINI);
    }

    private CallKey key(Called call) {
      if (!call.said().equals(text)) {
        text = call.said();
        said = LastWords.of(text);
      }
      return CallKey.of(source.frame().projectId(), said, call.id(), call.name(), call.arguments());
    }
  }
}
