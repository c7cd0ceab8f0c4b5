package io.routerly.chat;

import java.util.Map;
import java.util.Optional;

/**
 * What a request says beside the conversation.
 *
 * @param user who the end user is, in the application's terms
 * @param metadata notes of the application, kept with the answer
 * @param serviceTier the lane in which the provider serves it, as the client spells it
 * @param promptCacheKey requests with the same key share a prompt cache
 * @param promptCacheRetention how long that cache is kept
 * @param store whether the provider is to keep the answer; absent: its default
 * @param previousResponseId the answer that this request goes on from
 */
public record CallOptions(
    Optional<String> user,
    Map<String, String> metadata,
    Optional<String> serviceTier,
    Optional<String> promptCacheKey,
    Optional<String> promptCacheRetention,
    Optional<Boolean> store,
    Optional<String> previousResponseId) {
  /** Nothing is said. */
  public static final CallOptions NONE =
      new CallOptions(
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public CallOptions {
    metadata = Map.copyOf(metadata);
  }
}
