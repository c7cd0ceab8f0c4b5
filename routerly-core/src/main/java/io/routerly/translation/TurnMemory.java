package io.routerly.translation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatRequest;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.ContentBlock.RedactedThinking;
import io.routerly.chat.ContentBlock.Thinking;
import io.routerly.chat.ContentBlock.ToolUse;
import io.routerly.chat.Message;
import io.routerly.chat.Role;
import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import io.routerly.wire.ApiTraits;
import io.routerly.wire.ApiTraits.Quirk;
import io.routerly.wire.ToolIds;
import io.routerly.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the reasoning that led to each call of a tool, for clients that do not send it back.
 *
 * <p>Some providers refuse the result of a tool unless the reasoning before the call, or the seal
 * on the call, comes back with it; most clients keep neither. Bounded by size: what was used
 * longest ago is forgotten first. Thread-safe.
 */
public final class TurnMemory {
  private static final long MOST_CHARACTERS = 16L * 1024 * 1024;
  private static final long FLAT_WEIGHT = 200;

  private final Cache<Key, Reasoned> calls;

  private record Key(String projectId, String toolUseId) {}

  /**
   * What belongs to one call.
   *
   * @param before reasoning that stood before it, since the call before
   */
  private record Reasoned(List<ContentBlock> before, Optional<Signature> seal) {
    static final Reasoned NOTHING = new Reasoned(List.of(), Optional.empty());

    int weight() {
      long size = FLAT_WEIGHT + seal.map(value -> value.value().length()).orElse(0);
      for (ContentBlock block : before) {
        size += sizeOf(block);
      }
      return (int) Math.min(size, Integer.MAX_VALUE);
    }

    private static long sizeOf(ContentBlock block) {
      if (block instanceof Thinking thinking) {
        return (long) thinking.text().length()
            + thinking.signature().map(value -> value.value().length()).orElse(0);
      }
      return block instanceof RedactedThinking redacted ? redacted.data().value().length() : 0;
    }
  }

  /** Returns an empty memory of the usual size. */
  public TurnMemory() {
    this(MOST_CHARACTERS);
  }

  TurnMemory(long mostCharacters) {
    this.calls =
        Caffeine.newBuilder()
            .maximumWeight(mostCharacters)
            .weigher((Key key, Reasoned reasoned) -> reasoned.weight())
            .executor(Runnable::run)
            .build();
  }

  /** Keeps what the next turn needs of an answer. */
  public void remember(String projectId, ChatAnswer answer) {
    for (ChatAnswer.Choice choice : answer.choices()) {
      List<ContentBlock> before = new ArrayList<>();
      for (ContentBlock block : choice.content()) {
        if (isReasoning(block)) {
          before.add(block);
        } else if (block instanceof ToolUse call) {
          if (!before.isEmpty() || call.signature().isPresent()) {
            calls.put(key(projectId, call), new Reasoned(List.copyOf(before), call.signature()));
          }
          before.clear();
        }
      }
    }
  }

  /**
   * Returns the request with what its client left out, as far as the provider it goes to wants it
   * back.
   */
  public ChatRequest restore(
      String projectId, ChatRequest request, WireFormat provider, ApiTraits traits) {
    Wanted wanted = new Wanted(provider, traits.has(Quirk.WANTS_REASONING_BACK));
    List<Message> messages =
        request.messages().stream().map(message -> restore(projectId, message, wanted)).toList();
    return request.withMessages(messages);
  }

  private Message restore(String projectId, Message message, Wanted wanted) {
    if (message.role() != Role.ASSISTANT
        || message.content().stream().noneMatch(ToolUse.class::isInstance)) {
      return message;
    }
    boolean reasonsItself = message.content().stream().anyMatch(wanted::isServed);
    List<ContentBlock> content = new ArrayList<>(message.content().size() + 2);
    int insertAt = 0;
    for (ContentBlock block : message.content()) {
      if (block instanceof ToolUse call) {
        Reasoned reasoned = remembered(projectId, call);
        if (!reasonsItself) {
          content.addAll(insertAt, wanted.of(reasoned.before()));
        }
        content.add(sealed(call, reasoned.seal().filter(wanted::takes)));
        insertAt = content.size();
      } else {
        content.add(block);
      }
    }
    return new Message(message.role(), content, message.name());
  }

  private Reasoned remembered(String projectId, ToolUse call) {
    Reasoned known = calls.getIfPresent(key(projectId, call));
    return known == null ? Reasoned.NOTHING : known;
  }

  private static ToolUse sealed(ToolUse call, Optional<Signature> seal) {
    return seal.isEmpty() || call.signature().isPresent()
        ? call
        : new ToolUse(call.kind(), call.id(), call.name(), call.arguments(), seal, call.cache());
  }

  /** A client may have been given another spelling of the id, which a second fitting leaves be. */
  private static Key key(String projectId, ToolUse call) {
    return new Key(projectId, ToolIds.WORD.fit(call.id()));
  }

  private static boolean isReasoning(ContentBlock block) {
    return block instanceof Thinking || block instanceof RedactedThinking;
  }

  /**
   * What a provider wants back.
   *
   * @param unsealed whether it takes reasoning that nobody signed
   */
  private record Wanted(WireFormat provider, boolean unsealed) {
    /** Returns whether a block of a client's request is all that is wanted. */
    boolean isServed(ContentBlock block) {
      if (block instanceof Thinking thinking) {
        return thinking.signature().map(this::takes).orElse(unsealed);
      }
      return block instanceof RedactedThinking redacted && takes(redacted.data());
    }

    List<ContentBlock> of(List<ContentBlock> remembered) {
      return remembered.stream().filter(this::isServed).toList();
    }

    boolean takes(Signature signature) {
      return signature.vendor() == vendor();
    }

    private @Nullable Vendor vendor() {
      return switch (provider) {
        case OPENAI_RESPONSES -> Vendor.OPENAI;
        case ANTHROPIC_MESSAGES -> Vendor.ANTHROPIC;
        case GEMINI -> Vendor.GEMINI;
        case OPENAI_CHAT, OPAQUE -> null;
      };
    }
  }
}
