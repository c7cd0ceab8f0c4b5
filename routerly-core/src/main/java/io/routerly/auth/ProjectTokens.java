package io.routerly.auth;

import io.routerly.domain.Ids;
import io.routerly.domain.ProjectToken;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/**
 * Makes project tokens: {@code sk-rt-}, 8 public characters and 43 secret ones (256 bits), all of
 * them base62. Thread-safe.
 */
public final class ProjectTokens {
  static final String SCHEME = "sk-rt-";
  static final int PREFIX_LENGTH = 8;
  private static final int SECRET_LENGTH = 43;

  /** Enough for 256 random bits, which nobody guesses however fast the hash is. */
  private static final int COST = 10;

  private final SecureRandom random;
  private final Clock clock;
  private final Bcrypt bcrypt = Bcrypt.forHalfOfTheProcessors();

  public ProjectTokens(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /**
   * A new token.
   *
   * @param clearText the token itself, to be shown once and kept nowhere
   * @param stored what is kept of it
   */
  public record Created(String clearText, ProjectToken stored) {
    /** Prints without the token. */
    @Override
    public String toString() {
      return "Created[" + stored.id() + "]";
    }
  }

  /** Returns a new token under a new id. */
  public Created create(TokenSettings settings) {
    return create(new Ids(random).token(), settings);
  }

  /** Returns a new token that takes the place of {@code old}, under its id and with its budgets. */
  public Created rotate(ProjectToken old) {
    return create(
        old.id(),
        new TokenSettings(old.description(), old.budgetMode(), old.budgets(), old.maxParallel()));
  }

  private Created create(String id, TokenSettings settings) {
    String prefix = Ids.base62(random, PREFIX_LENGTH);
    String token = SCHEME + prefix + Ids.base62(random, SECRET_LENGTH);
    ProjectToken stored =
        new ProjectToken(
            id,
            ProjectToken.HASHED + bcrypt.hash(token, COST, random),
            Optional.of(prefix),
            settings.description(),
            Optional.of(clock.instant()),
            settings.budgetMode(),
            settings.budgets(),
            settings.maxParallel());
    return new Created(token, stored);
  }
}
