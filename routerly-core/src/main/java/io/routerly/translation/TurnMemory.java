package io.routerly.translation;

import static java.util.stream.Collectors.joining;

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
import io.routerly.wire.ToolIds;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Remembers the reasoning that led to each call of a tool, for clients that do not send it back.
 *
 * <p>Some providers refuse the result of a tool unless the reasoning before the call, or the seal
 * on the call, comes back with it; most clients keep neither. Bounded by size and by time: what was
 * used longest ago is forgotten first. Thread-safe.
 */
public final class TurnMemory {
  private static final long MOST_CHARACTERS = 16L * 1024 * 1024;
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final long FLAT_WEIGHT = 200;
  private static final List<ToolIds> SPELLINGS = List.of(ToolIds.SHORT, ToolIds.WORD);

  private final RecentlyUsed<Key, Reasoned> calls;

  private record Key(String projectId, String toolUseId) {}

  /**
   * What belongs to one call.
   *
   * @param before reasoning that stood before it, since the call before
   */
  private record Reasoned(List<ContentBlock> before, Optional<Signature> seal) {
    static final Reasoned NOTHING = new Reasoned(List.of(), Optional.empty());

    long weight() {
      long size = FLAT_WEIGHT + seal.map(value -> value.value().length()).orElse(0);
      for (ContentBlock block : before) {
        size += sizeOf(block);
      }
      return size;
    }

    private static long sizeOf(ContentBlock block) {
      if (block instanceof Thinking thinking) {
        return (long) thinking.text().length()
            + thinking.signature().map(value -> value.value().length()).orElse(0);
      }
      return block instanceof RedactedThinking redacted ? redacted.data().value().length() : 0;
    }
  }

  /**
   * Returns an empty memory of the usual size.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public TurnMemory(LongSupplier nanoTime) {
    this(MOST_CHARACTERS, nanoTime);
  }

  TurnMemory(long mostCharacters, LongSupplier nanoTime) {
    this.calls =
        new RecentlyUsed<>(mostCharacters, LONGEST, (key, value) -> value.weight(), nanoTime);
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
            keep(projectId, call, List.copyOf(before));
          }
          before.clear();
        }
      }
    }
  }

  /** The client may be given another spelling of the id, and sends back the one that it knows. */
  private void keep(String projectId, ToolUse call, List<ContentBlock> before) {
    Reasoned reasoned = new Reasoned(before, call.signature());
    calls.put(new Key(projectId, call.id()), reasoned);
    for (ToolIds spelling : SPELLINGS) {
      String other = spelling.fit(call.id());
      if (!other.equals(call.id())) {
        calls.put(new Key(projectId, other), reasoned);
      }
    }
  }

  /**
   * Returns the request with what its client left out, as far as the provider it goes to wants it
   * back.
   */
  public ChatRequest restore(
      String projectId, ChatRequest request, WireFormat provider, ApiTraits traits) {
    WantedBack wanted = new WantedBack(provider, traits);
    List<Message> messages =
        request.messages().stream().map(message -> restore(projectId, message, wanted)).toList();
    return request.withMessages(messages);
  }

  private Message restore(String projectId, Message message, WantedBack wanted) {
    if (message.role() != Role.ASSISTANT
        || message.content().stream().noneMatch(ToolUse.class::isInstance)) {
      return message;
    }
    boolean reasonsItself = message.content().stream().anyMatch(wanted::isServed);
    List<ContentBlock> content = new ArrayList<>(message.content().size() + 2);
    int insertAt = 0;
    for (ContentBlock block : message.content()) {
      if (block instanceof ToolUse call) {
        Reasoned reasoned = remembered(projectId, call.id());
        if (!reasonsItself) {
          content.addAll(insertAt, wanted.of(reasoned.before()));
        }
        content.add(sealed(call, reasoned.seal().filter(wanted::takesOnCall)));
        insertAt = content.size();
      } else {
        content.add(block);
      }
    }
    return new Message(message.role(), content, message.name());
  }

  /** Returns the reasoning, in words that nobody sealed, that led to the calls of one message. */
  Optional<String> reasoning(String projectId, List<String> toolUseIds) {
    String words =
        toolUseIds.stream()
            .flatMap(id -> remembered(projectId, id).before().stream())
            .filter(block -> block instanceof Thinking thinking && thinking.signature().isEmpty())
            .map(block -> ((Thinking) block).text())
            .collect(joining());
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  /** Returns the seal that a vendor put on a call. */
  Optional<String> seal(String projectId, String toolUseId, Vendor vendor) {
    return remembered(projectId, toolUseId)
        .seal()
        .filter(seal -> seal.vendor() == vendor)
        .map(Signature::value);
  }

  /** Returns how many ids of calls are remembered. */
  int size() {
    return calls.size();
  }

  private Reasoned remembered(String projectId, String toolUseId) {
    return calls.get(new Key(projectId, toolUseId)).orElse(Reasoned.NOTHING);
  }

  private static ToolUse sealed(ToolUse call, Optional<Signature> seal) {
    return seal.isEmpty() || call.signature().isPresent()
        ? call
        : new ToolUse(call.kind(), call.id(), call.name(), call.arguments(), seal, call.cache());
  }

  private static boolean isReasoning(ContentBlock block) {
    return block instanceof Thinking || block instanceof RedactedThinking;
  }
}
