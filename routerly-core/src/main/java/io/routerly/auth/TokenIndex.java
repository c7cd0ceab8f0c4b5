package io.routerly.auth;

import io.routerly.domain.BcryptHash;
import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;
import io.routerly.store.Configuration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The project tokens of one configuration, by what they are looked up with. Immutable. */
final class TokenIndex {
  private final Configuration configuration;
  private final Map<String, List<Caller>> byPrefix = new HashMap<>();
  private final List<Caller> withoutPrefix = new ArrayList<>();
  private final Map<String, Caller> byStoredHash = new HashMap<>();

  TokenIndex(Configuration configuration) {
    this.configuration = configuration;
    for (Project project : configuration.projects()) {
      for (ProjectToken token : project.tokens()) {
        add(new Caller(project, token));
      }
    }
  }

  private void add(Caller caller) {
    ProjectToken token = caller.token();
    if (!BcryptHash.isUsable(hashOf(caller))) {
      return;
    }
    token
        .prefix()
        .map(prefix -> byPrefix.computeIfAbsent(prefix, p -> new ArrayList<>()))
        .orElse(withoutPrefix)
        .add(caller);
    byStoredHash.putIfAbsent(token.token(), caller);
  }

  /** Returns the bcrypt hash of the caller's token. */
  static String hashOf(Caller caller) {
    return caller.token().token().substring(ProjectToken.HASHED.length());
  }

  /** Returns whether this was made of exactly that configuration. */
  boolean isOf(Configuration other) {
    return configuration == other;
  }

  /** Returns the tokens with that public prefix, or an empty list. */
  List<Caller> withPrefix(String prefix) {
    return byPrefix.getOrDefault(prefix, List.of());
  }

  /** Returns the tokens of older files, which can be found only by trying them all. */
  List<Caller> withoutPrefix() {
    return withoutPrefix;
  }

  /** Returns who holds the token of that stored hash in this configuration. */
  Optional<Caller> holderOf(String storedHash) {
    return Optional.ofNullable(byStoredHash.get(storedHash));
  }
}
