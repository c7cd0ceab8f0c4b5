package io.routerly.wire;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import java.util.OptionalLong;

/**
 * Whom a request is written for.
 *
 * @param model what the provider calls the model
 * @param traits how its API differs from others of the same format
 * @param mostTokens most tokens of an answer that the model gives; a request for more is refused by
 *     many. Absent: not known
 * @param contextWindow most tokens of prompt and answer together; absent: not known
 */
public record Target(
    String model, ApiTraits traits, OptionalLong mostTokens, OptionalLong contextWindow) {
  /** A model of which no limit is known. */
  public Target(String model, ApiTraits traits) {
    this(model, traits, OptionalLong.empty(), OptionalLong.empty());
  }

  /** Returns as much of the client's own limit on the answer as the model takes. */
  public long fitMaximum(long asked, Losses losses) {
    long fitted = Math.min(asked, mostTokens.orElse(asked));
    if (fitted != asked) {
      losses.drop(ChatField.MAX_TOKENS);
    }
    return fitted;
  }
}
