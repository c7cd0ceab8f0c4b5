package io.routerly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.routerly.domain.Stickiness;
import io.routerly.wire.ConversationStart;
import io.routerly.wire.Origin;
import io.routerly.wire.WireFormat;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Remembers which model each conversation was served by, so that it stays there and the provider's
 * prompt cache is of use. Bounded; thread-safe.
 */
final class Conversations {
  private static final int REMEMBERED = 100_000;
  private static final Duration TIME = Duration.ofHours(1);

  /** No provider's ids are nearly as long. */
  private static final int LONGEST_ID = 200;

  private static final String ANSWER = "answer ";

  private final Cache<Key, String> models;

  /**
   * A conversation of one token, so that nobody moves another's.
   *
   * @param mark what the client calls it, or a hash of how it began
   * @param named whether the client named it
   * @param continued whether it has been served before, as far as the request tells
   */
  record Key(String projectId, String tokenId, String mark, boolean named, boolean continued) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && key.named == named
          && key.mark.equals(mark)
          && key.tokenId.equals(tokenId)
          && key.projectId.equals(projectId);
    }

    @Override
    public int hashCode() {
      return mark.hashCode();
    }
  }

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  Conversations(LongSupplier nanoTime) {
    this.models =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterAccess(TIME)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** Returns what a request's conversation is known by, where it is to stay on its model. */
  Optional<Key> keyOf(ProxyRequest request) {
    Stickiness stickiness = request.caller().project().resilience().stickiness();
    boolean choice = request.caller().project().models().size() > 1;
    if (stickiness == Stickiness.OFF || !choice) {
      return Optional.empty();
    }
    if (request.conversationId().isPresent()) {
      return Optional.of(key(request, bounded(request.conversationId().get()), true, true));
    }
    if (stickiness == Stickiness.HEADER || request.format() == WireFormat.OPAQUE) {
      return Optional.empty();
    }
    Origin origin = request.facts().origin();
    return origin.previousResponse().isPresent()
        ? origin.previousResponse().filter(Conversations::isId).map(id -> answerKey(request, id))
        : ConversationStart.of(request.body(), origin)
            .map(start -> key(request, start.mark(), false, start.continued()));
  }

  private static boolean isId(String answerId) {
    return answerId.length() <= LONGEST_ID;
  }

  /** The other marks are hashes, which no id of an answer looks like. */
  private static Key answerKey(ProxyRequest request, String answerId) {
    return key(request, ANSWER + answerId, false, true);
  }

  /** What a client calls it may be of any length, and what is kept for an hour may not. */
  private static String bounded(String name) {
    return name.length() <= LONGEST_ID ? name : sha256(name);
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private static Key key(ProxyRequest request, String mark, boolean named, boolean continued) {
    return new Key(
        request.caller().project().id(), request.caller().token().id(), mark, named, continued);
  }

  /** Returns the id of the model that served a conversation last, if it goes on. */
  Optional<String> modelOf(Key key) {
    return key.continued() ? Optional.ofNullable(models.getIfPresent(key)) : Optional.empty();
  }

  /** Takes note of which model serves it; one that goes on from an answer is known by the next. */
  void served(Key key, String modelId) {
    if (key.named() || !key.mark().startsWith(ANSWER)) {
      models.put(key, modelId);
    }
  }

  /**
   * Takes note of which model gave an answer, for a client of the Responses format that goes on
   * from it.
   *
   * @param answerId the id that the client sees
   */
  void answered(ProxyRequest request, String answerId, String modelId) {
    boolean followed =
        request.facts().origin().kept()
            && request.caller().project().resilience().stickiness() == Stickiness.AUTO
            && request.conversationId().isEmpty()
            && request.caller().project().models().size() > 1;
    if (followed && isId(answerId)) {
      models.put(answerKey(request, answerId), modelId);
    }
  }
}
