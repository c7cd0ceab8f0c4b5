package io.routerly.routing.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.routerly.routing.Reply;
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
   * @return all of them, in the order of the intents, or nothing if one is missing
   */
  Reply<List<Vector>> learn(List<Intent> wanted, Embedding embedding, RoutingContext context) {
    String name = embedding.name(context);
    if (!learning.add(name)) {
      return Reply.nothing("another call is asking for the vectors of the examples");
    }
    try {
      return learnAlone(wanted, embedding, context);
    } finally {
      learning.remove(name);
    }
  }

  private Reply<List<Vector>> learnAlone(
      List<Intent> wanted, Embedding embedding, RoutingContext context) {
    for (int from = 0; from < wanted.size(); ) {
      int to = from + 1;
      int texts = wanted.get(from).examples().size();
      while (to < wanted.size() && texts + wanted.get(to).examples().size() <= MOST_TEXTS) {
        texts += wanted.get(to++).examples().size();
      }
      Optional<String> missing = learnSome(wanted.subList(from, to), embedding, context);
      if (missing.isPresent()) {
        return Reply.nothing(missing.get());
      }
      from = to;
    }
    return Reply.of(
        known(wanted, embedding, context), "the vectors of so many intents cannot be kept");
  }

  /**
   * Finds out the middles of a few intents, by one question for all examples that are new.
   *
   * @return why it did not, if it did not
   */
  private Optional<String> learnSome(
      List<Intent> wanted, Embedding embedding, RoutingContext context) {
    String name = embedding.name(context);
    List<Examples> fresh =
        wanted.stream()
            .map(intent -> new Examples(name, intent.examples()))
            .filter(key -> intents.getIfPresent(key) == null)
            .distinct()
            .toList();
    List<String> texts = fresh.stream().flatMap(key -> key.texts().stream()).toList();
    return texts.isEmpty()
        ? Optional.empty()
        : embedding.of(context, texts).or(vectors -> keep(fresh, vectors), Optional::of);
  }

  private Optional<String> keep(List<Examples> fresh, List<Vector> vectors) {
    int from = 0;
    for (Examples key : fresh) {
      int to = from + key.texts().size();
      intents.put(key, Vector.middle(vectors.subList(from, to)));
      from = to;
    }
    return Optional.empty();
  }

  /** Returns the vector of a message, or nothing if there is none in time. */
  Reply<Vector> of(String message, Embedding embedding, RoutingContext context) {
    Hash key = new Hash(embedding.name(context), sha256(message));
    Vector known = messages.getIfPresent(key);
    if (known != null) {
      return Reply.said(known);
    }
    return embedding
        .of(context, List.of(message))
        .then(
            vectors -> {
              messages.put(key, vectors.get(0));
              return Reply.said(vectors.get(0));
            });
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
