package io.routerly.wire.anthropic;

import io.routerly.wire.ToolIds;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Names the calls of a conversation, of which the API refuses two of the same id. Some providers
 * count the calls of each answer from zero.
 *
 * <p>The first call of an id keeps it, so that what a provider cached of the conversation stays
 * what it is; later ones are numbered. A result belongs to the first call of its id in the last
 * turn of the assistant that has no result yet. One conversation.
 */
final class UniqueCalls {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Queue<String>> open = new HashMap<>();
  private final Map<String, String> latest = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** Tells that the assistant begins another turn: what was called before has had its chance. */
  void startTurn() {
    open.clear();
  }

  /** Returns the id of a call as it is written. */
  String call(String id) {
    String written = unused(ToolIds.WORD.fit(id));
    latest.put(id, written);
    open.computeIfAbsent(id, absent -> new ArrayDeque<>()).add(written);
    return written;
  }

  private String unused(String id) {
    String name = id;
    while (!taken.add(name)) {
      name = ToolIds.WORD.fit(id + "_" + (counts.merge(id, 1, Integer::sum) + 1));
    }
    return name;
  }

  /** Returns the id of the call that a result is of, as it was written. */
  String result(String id) {
    Queue<String> calls = open.getOrDefault(id, new ArrayDeque<>());
    return calls.isEmpty() ? latest.getOrDefault(id, ToolIds.WORD.fit(id)) : calls.remove();
  }
}
