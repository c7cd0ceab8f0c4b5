package io.routerly.routing.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.routerly.routing.RoutingContext;
import io.routerly.routing.Vector;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the vectors of intents, until their examples change, and of recent messages, by a hash
 * and not by their words. Thread-safe; bounded.
 */
final class Meanings {
  private static final int MOST_INTENTS = 2000;
  private static final int MOST_MESSAGES = 1000;

  /** Examples that one request to a provider may hold. */
  private static final int MOST_TEXTS = 256;

  private final Cache<Examples, Vector> intents =
      Caffeine.newBuilder().maximumSize(MOST_INTENTS).build();
  private final Cache<Hash, Vector> messages =
      Caffeine.newBuilder().maximumSize(MOST_MESSAGES).build();

  /** The names of what is being asked for vectors of examples. */
  private final Set<String> learning = ConcurrentHashMap.newKeySet();

  private record Examples(String embedding, List<String> texts) {}

  private record Hash(String embedding, String sha256) {}

  /** Returns the middles of the intents' examples, in their order, if all of them are known. */
  Optional<List<Vector>> known(List<Intent> wanted, Embedding embedding, RoutingContext context) {
    String name = embedding.name(context);
    List<Vector> known = new ArrayList<>(wanted.size());
    for (Intent intent : wanted) {
      Vector vector = intents.getIfPresent(new Examples(name, intent.examples()));
      if (vector == null) {
        return Optional.empty();
      }
      known.add(vector);
    }
    return Optional.of(known);
  }

  /**
   * Finds out those middles that are not known yet, unless another request is asking the same
   * model: then this one does without. What was found out is kept, also where the time is over
   * before the rest is.
   *
   * @return all of them, in the order of the intents, or empty if one is missing
   */
  Optional<List<Vector>> learn(List<Intent> wanted, Embedding embedding, RoutingContext context) {
    String name = embedding.name(context);
    if (!learning.add(name)) {
      return Optional.empty();
    }
    try {
      return learnAlone(wanted, embedding, context);
    } finally {
      learning.remove(name);
    }
  }

  private Optional<List<Vector>> learnAlone(
      List<Intent> wanted, Embedding embedding, RoutingContext context) {
    for (int from = 0; from < wanted.size(); ) {
      int to = from + 1;
      int texts = wanted.get(from).examples().size();
      while (to < wanted.size() && texts + wanted.get(to).examples().size() <= MOST_TEXTS) {
        texts += wanted.get(to++).examples().size();
      }
      if (!learnSome(wanted.subList(from, to), embedding, context)) {
        return Optional.empty();
      }
      from = to;
    }
    return known(wanted, embedding, context);
  }

  /** Finds out the middles of a few intents, by one question for all examples that are new. */
  private boolean learnSome(List<Intent> wanted, Embedding embedding, RoutingContext context) {
    String name = embedding.name(context);
    List<Examples> fresh =
        wanted.stream()
            .map(intent -> new Examples(name, intent.examples()))
            .filter(key -> intents.getIfPresent(key) == null)
            .distinct()
            .toList();
    List<String> texts = fresh.stream().flatMap(key -> key.texts().stream()).toList();
    Optional<List<Vector>> vectors =
        texts.isEmpty() ? Optional.of(List.of()) : embedding.of(context, texts);
    int from = 0;
    for (Examples key : vectors.isPresent() ? fresh : List.<Examples>of()) {
      int to = from + key.texts().size();
      intents.put(key, Vector.middle(vectors.get().subList(from, to)));
      from = to;
    }
    return vectors.isPresent();
  }

  /** Returns the vector of a message, or empty if there is none in time. */
  Optional<Vector> of(String message, Embedding embedding, RoutingContext context) {
    Hash key = new Hash(embedding.name(context), sha256(message));
    Vector known = messages.getIfPresent(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Vector> found = embedding.of(context, List.of(message)).map(vectors -> vectors.get(0));
    found.ifPresent(vector -> messages.put(key, vector));
    return found;
  }

  /** Forgets what a model has made, as it has begun to make vectors of another kind. */
  void forget(Embedding embedding, RoutingContext context) {
    String name = embedding.name(context);
    intents.asMap().keySet().removeIf(key -> key.embedding().equals(name));
    messages.asMap().keySet().removeIf(key -> key.embedding().equals(name));
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has always had SHA-256.", e);
    }
  }
}
