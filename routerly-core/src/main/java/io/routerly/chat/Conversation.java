package io.routerly.chat;

import java.util.List;
import java.util.Set;

/**
 * A request in no wire format, as far as a decision may need it.
 *
 * <p>The body is read when something is asked for the first time, and never before, so that a call
 * of which nobody asks does not pay for it. For one thread.
 */
public interface Conversation {
  /** A request of which nothing is known. */
  Conversation UNKNOWN =
      new Conversation() {
        @Override
        public Set<Feature> features() {
          return Set.of();
        }

        @Override
        public List<Turn> turns() {
          return List.of();
        }
      };

  /** Returns what the request takes of a model. */
  Set<Feature> features();

  /** Returns what was said so far, in its order, instructions first. */
  List<Turn> turns();
}
