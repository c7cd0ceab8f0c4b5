package io.routerly.api.management;

import io.routerly.api.http.Refusals;
import io.routerly.domain.PersonalToken;
import io.routerly.store.Configuration;
import java.util.List;
import java.util.stream.Stream;

/** What may become of the personal access tokens of users. */
public final class TokensOfUsers {
  private static final int MOST = 100;

  private TokensOfUsers() {}

  /** Returns the configuration with one more token of the user. */
  public static Configuration with(Configuration current, String userId, PersonalToken token) {
    return UserEdits.replace(
        current,
        userId,
        user -> {
          if (user.accessTokens().size() >= MOST) {
            throw Refusals.conflict("There are " + MOST + " tokens already: remove one first.");
          }
          return user.withAccessTokens(
              Stream.concat(user.accessTokens().stream(), Stream.of(token)).toList());
        });
  }

  /** Returns the configuration without that token of the user. */
  public static Configuration without(Configuration current, String userId, String tokenId) {
    return UserEdits.replace(
        current,
        userId,
        user -> {
          List<PersonalToken> kept =
              user.accessTokens().stream().filter(token -> !token.id().equals(tokenId)).toList();
          if (kept.size() == user.accessTokens().size()) {
            throw Refusals.notFound("token " + tokenId);
          }
          return user.withAccessTokens(kept);
        });
  }
}
