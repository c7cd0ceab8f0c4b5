package io.routerly.auth;

import io.routerly.domain.BcryptHash;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.store.Configuration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The project tokens of one configuration, by what they are looked up with. Immutable. */
final class TokenIndex {
  private final Configuration configuration;
  private final Map<String, List<Stored>> byPrefix = new HashMap<>();
  private final List<Stored> withoutPrefix = new ArrayList<>();
  private final Map<String, Stored> byStoredHash = new HashMap<>();

  /**
   * A stored token.
   *
   * @param hash as it is stored
   * @param caller who shows it
   * @param until when it stops
   */
  record Stored(String hash, Caller caller, Instant until) {
    String bcryptHash() {
      return hash.substring(ProjectToken.HASHED.length());
    }

    boolean isGood(Instant now) {
      return until.equals(Instant.MAX) || now.isBefore(until);
    }
  }

  TokenIndex(Configuration configuration) {
    this.configuration = configuration;
    for (Project project : configuration.projects()) {
      for (ProjectToken token : project.tokens()) {
        Caller caller = new Caller(project, token);
        add(token.prefix(), new Stored(token.token(), caller, Instant.MAX));
        token
            .formers()
            .forEach(
                former -> add(former.prefix(), new Stored(former.token(), caller, former.until())));
      }
    }
  }

  private void add(Optional<String> publicPrefix, Stored stored) {
    if (!BcryptHash.isUsable(stored.bcryptHash())) {
      return;
    }
    publicPrefix
        .map(prefix -> byPrefix.computeIfAbsent(prefix, p -> new ArrayList<>()))
        .orElse(withoutPrefix)
        .add(stored);
    byStoredHash.putIfAbsent(stored.hash(), stored);
  }

  /** Returns whether this was made of exactly that configuration. */
  boolean isOf(Configuration other) {
    return configuration == other;
  }

  /** Returns the tokens with that public prefix, or an empty list. */
  List<Stored> withPrefix(String prefix) {
    return byPrefix.getOrDefault(prefix, List.of());
  }

  /** Returns the tokens of older files, which can be found only by trying them all. */
  List<Stored> withoutPrefix() {
    return withoutPrefix;
  }

  /** Returns the token of that stored hash in this configuration. */
  Optional<Stored> holderOf(String storedHash) {
    return Optional.ofNullable(byStoredHash.get(storedHash));
  }
}
