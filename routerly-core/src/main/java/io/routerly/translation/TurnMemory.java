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
import java.util.function.Supplier;

/**
 * Remembers the reasoning that led to each call of a tool, for clients that do not send it back.
 *
 * <p>Some providers refuse the result of a tool unless the reasoning before the call, or the seal
 * on the call, comes back with it; most clients keep neither. A call is known again by its id, what
 * it says, and what the user said before it: a client that changes those gets nothing. Bounded by
 * size and by time: what was used longest ago is forgotten first. Thread-safe.
 */
public final class TurnMemory {
  /** What is longer is not remembered. */
  static final long MOST_CHARACTERS = 16L * 1024 * 1024;

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final List<ToolIds> SPELLINGS = List.of(ToolIds.SHORT, ToolIds.WORD);

  private final RecentlyUsed<CallKey, Reasoned> calls;

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

  /**
   * Keeps what the next turn needs of an answer.
   *
   * @param asked gives what the user said last in the request that was answered
   */
  void remember(String projectId, Supplier<LastWords> asked, ChatAnswer answer) {
    if (answer.choices().stream().noneMatch(TurnMemory::calls)) {
      return;
    }
    LastWords said = asked.get();
    for (ChatAnswer.Choice choice : answer.choices()) {
      List<ContentBlock> before = new ArrayList<>();
      for (ContentBlock block : choice.content()) {
        if (isReasoning(block)) {
          before.add(block);
        } else if (block instanceof ToolUse call) {
          if (!before.isEmpty() || call.signature().isPresent()) {
            keep(key(projectId, said, call), new Reasoned(before, call.signature()));
          }
          before.clear();
        }
      }
    }
  }

  private static boolean calls(ChatAnswer.Choice choice) {
    return choice.content().stream().anyMatch(ToolUse.class::isInstance);
  }

  /** The client may be given another spelling of the id, and sends back the one that it knows. */
  private void keep(CallKey key, Reasoned reasoned) {
    calls.put(key, reasoned);
    for (ToolIds spelling : SPELLINGS) {
      String other = spelling.fit(key.toolUseId());
      if (!other.equals(key.toolUseId())) {
        calls.put(key.withId(other), reasoned);
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
    if (wanted.isNothing()) {
      return request;
    }
    List<Message> messages = new ArrayList<>(request.messages().size());
    LastWords said = LastWords.NONE;
    for (Message message : request.messages()) {
      said = said.then(message);
      messages.add(
          message.role() == Role.ASSISTANT ? restore(projectId, said, message, wanted) : message);
    }
    return request.withMessages(messages);
  }

  private Message restore(String projectId, LastWords said, Message message, WantedBack wanted) {
    if (message.content().stream().noneMatch(ToolUse.class::isInstance)) {
      return message;
    }
    boolean reasonsItself = message.content().stream().anyMatch(wanted::isServed);
    List<ContentBlock> content = new ArrayList<>(message.content().size() + 2);
    int insertAt = 0;
    for (ContentBlock block : message.content()) {
      if (block instanceof ToolUse call) {
        Reasoned reasoned = remembered(key(projectId, said, call));
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
  Optional<String> reasoning(List<CallKey> keys) {
    String words =
        keys.stream()
            .flatMap(key -> remembered(key).before().stream())
            .filter(block -> block instanceof Thinking thinking && thinking.signature().isEmpty())
            .map(block -> ((Thinking) block).text())
            .collect(joining());
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  /** Returns the seal that a vendor put on a call. */
  Optional<String> seal(CallKey key, Vendor vendor) {
    return remembered(key).seal().filter(seal -> seal.vendor() == vendor).map(Signature::value);
  }

  /** Returns how many names of calls are remembered. */
  int size() {
    return calls.size();
  }

  private Reasoned remembered(CallKey key) {
    return calls.get(key).orElse(Reasoned.NOTHING);
  }

  private static CallKey key(String projectId, LastWords said, ToolUse call) {
    return CallKey.of(projectId, said, call.id(), call.name(), call.arguments());
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
