package io.routerly.translation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatEvent;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Message;
import io.routerly.chat.Tool;
import io.routerly.chat.ToolChoice;
import io.routerly.chat.Toolbox;
import io.routerly.wire.EventDecoder;
import io.routerly.wire.WireFormat;
import io.routerly.wire.sse.SseEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Fits the names of a request's tools to OpenAI's formats, in which APIs refuse one of more than 64
 * characters, and gives the client its own names back in the answer. Anthropic allows 128, and
 * those that Claude Code makes of a plug-in, a server and a tool are often longer than 64.
 *
 * <p>A long name becomes its beginning and a part of its SHA-256, the same in every turn. Thread-
 * safe.
 */
final class ToolNames {
  private static final int LONGEST = 64;
  private static final int DIGITS = 12;

  private final boolean limited;
  private final Map<String, String> originals = new HashMap<>();

  private ToolNames(boolean limited) {
    this.limited = limited;
  }

  /** Looks at a request that is to be written in the format {@code provider}. */
  static ToolNames of(ChatRequest request, WireFormat provider) {
    ToolNames names =
        new ToolNames(
            provider == WireFormat.OPENAI_CHAT || provider == WireFormat.OPENAI_RESPONSES);
    request.toolbox().tools().stream()
        .map(Tool::name)
        .filter(name -> !names.fit(name).equals(name))
        .forEach(name -> names.originals.put(names.fit(name), name));
    return names;
  }

  /** Returns the request with names that fit, wherever they stand in it. */
  ChatRequest shorten(ChatRequest request) {
    if (!limited) {
      return request;
    }
    return new ChatRequest(
        request.model(),
        request.messages().stream().map(this::shorten).toList(),
        shorten(request.toolbox()),
        request.sampling(),
        request.output(),
        request.reasoning(),
        request.options(),
        request.stream());
  }

  private Message shorten(Message message) {
    return message.content().stream().anyMatch(this::isLong)
        ? new Message(
            message.role(), message.content().stream().map(this::shorten).toList(), message.name())
        : message;
  }

  private boolean isLong(ContentBlock block) {
    return block instanceof ToolUse call && call.name().length() > LONGEST;
  }

  private ContentBlock shorten(ContentBlock block) {
    return block instanceof ToolUse call ? named(call, fit(call.name())) : block;
  }

  private Toolbox shorten(Toolbox toolbox) {
    return new Toolbox(
        toolbox.tools().stream().map(this::shorten).toList(),
        toolbox.choice().map(this::shorten),
        toolbox.parallel());
  }

  private Tool shorten(Tool tool) {
    return new Tool(
        tool.kind(),
        fit(tool.name()),
        tool.description(),
        tool.parameters(),
        tool.strict(),
        tool.format(),
        tool.cache());
  }

  private ToolChoice shorten(ToolChoice choice) {
    if (choice instanceof ToolChoice.Named named) {
      return new ToolChoice.Named(fit(named.name()));
    }
    return choice instanceof ToolChoice.Allowed allowed
        ? new ToolChoice.Allowed(
            allowed.names().stream().map(this::fit).toList(), allowed.required())
        : choice;
  }

  private String fit(String name) {
    return limited && name.length() > LONGEST
        ? name.substring(0, LONGEST - DIGITS - 1) + "_" + digest(name)
        : name;
  }

  private static String digest(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** Returns the answer with the names that the client gave its tools. */
  ChatAnswer restore(ChatAnswer answer) {
    if (originals.isEmpty()) {
      return answer;
    }
    return new ChatAnswer(
        answer.id(),
        answer.model(),
        answer.choices().stream().map(this::restore).toList(),
        answer.usage(),
        answer.serviceTier());
  }

  private ChatAnswer.Choice restore(ChatAnswer.Choice choice) {
    List<ContentBlock> content = choice.content().stream().map(this::restore).toList();
    return new ChatAnswer.Choice(content, choice.finish(), choice.logprobs());
  }

  private ContentBlock restore(ContentBlock block) {
    return block instanceof ToolUse call
        ? named(call, originals.getOrDefault(call.name(), call.name()))
        : block;
  }

  /** Returns a decoder that reads the same, with the names that the client gave its tools. */
  EventDecoder restoring(EventDecoder decoder) {
    return originals.isEmpty() ? decoder : new Restoring(decoder);
  }

  private static ToolUse named(ToolUse call, String name) {
    return new ToolUse(
        call.kind(), call.id(), name, call.arguments(), call.signature(), call.cache());
  }

  private final class Restoring implements EventDecoder {
    private final EventDecoder decoder;

    Restoring(EventDecoder decoder) {
      this.decoder = decoder;
    }

    @Override
    public void event(SseEvent event, Consumer<ChatEvent> sink) {
      decoder.event(event, said -> sink.accept(restore(said)));
    }

    @Override
    public void finish(Consumer<ChatEvent> sink) {
      decoder.finish(said -> sink.accept(restore(said)));
    }

    private ChatEvent restore(ChatEvent event) {
      return event instanceof ChatEvent.BlockStarted start
          ? new ChatEvent.BlockStarted(
              start.choice(), start.block(), ToolNames.this.restore(start.opening()))
          : event;
    }
  }
}
