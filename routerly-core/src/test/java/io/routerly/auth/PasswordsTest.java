package io.routerly.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.BcryptHash;
import io.routerly.domain.InvalidFieldException;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mindrot.jbcrypt.BCrypt;

class PasswordsTest {
  private final IdleCountingBcrypt bcrypt = new IdleCountingBcrypt();
  private final Passwords passwords = new Passwords(new SecureRandom(), 6, bcrypt);

  @Test
  void whatItHashesItVerifies() {
    String hash = passwords.hash("correct horse", "password");

    assertThat(hash).startsWith("$2a$06$");
    assertThat(passwords.matches("correct horse", hash)).isTrue();
    assertThat(passwords.matches("correct horsf", hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "seven77", "with\0nul-character"})
  void refusesWhatIsTooShortOrCannotBeHashedWhole(String password) {
    assertThatThrownBy(() -> passwords.hash(password, "newPassword"))
        .isInstanceOfSatisfying(
            InvalidFieldException.class, e -> assertThat(e.field()).isEqualTo("newPassword"));
  }

  @Test
  void theLimitIsReckonedInBytes() {
    assertThat(passwords.hash("x".repeat(72), "password")).isNotEmpty();
    assertThatThrownBy(() -> passwords.hash("x".repeat(73), "password"))
        .isInstanceOf(InvalidFieldException.class);
    assertThatThrownBy(() -> passwords.hash("ü".repeat(37), "password"))
        .isInstanceOf(InvalidFieldException.class);
  }

  @Test
  void aLongerPasswordWithTheRightBeginningIsWrong() {
    String hash = passwords.hash("x".repeat(72), "password");

    assertThat(passwords.matches("x".repeat(73), hash)).isFalse();
  }

  /** Rounds double with each step of the cost. */
  @Test
  void everyRefusalDoesTheWorkOfOneFullHash() {
    long full = 1 << 6;

    passwords.refuse("some password", 6);
    assertThat(bcrypt.takeRounds()).isEqualTo(full);

    passwords.matches("wrong password", BCrypt.hashpw("right password", BCrypt.gensalt(6)));
    assertThat(bcrypt.takeRounds()).isEqualTo(full);

    passwords.matches("wrong password", BCrypt.hashpw("right password", BCrypt.gensalt(4)));
    assertThat(bcrypt.takeRounds()).isEqualTo(full);

    passwords.matches("wrong password", "$2b$10$...");
    assertThat(bcrypt.takeRounds()).isEqualTo(full);

    passwords.matches("x".repeat(100), BCrypt.hashpw("right password", BCrypt.gensalt(4)));
    assertThat(bcrypt.takeRounds()).isEqualTo(full);
  }

  @Test
  void aDearerHashOfAnyUserRaisesTheWorkForAll() {
    String dearer = BCrypt.hashpw("right password", BCrypt.gensalt(8));
    int level = passwords.levelOf(Stream.of(dearer, "$2b$10$...", "HASHED"));
    assertThat(level).isEqualTo(8);
    assertThat(passwords.levelOf(Stream.empty())).isEqualTo(6);

    for (int cost : new int[] {4, 6, 8}) {
      passwords.matches("wrong", BCrypt.hashpw("right password", BCrypt.gensalt(cost)), level);
      assertThat(bcrypt.takeRounds()).isEqualTo(1 << 8);
    }
    passwords.refuse("wrong", level);
    assertThat(bcrypt.takeRounds()).isEqualTo(1 << 8);
  }

  /** The real thing, adding up the rounds that it makes. */
  private static final class IdleCountingBcrypt extends Bcrypt {
    private long rounds;

    IdleCountingBcrypt() {
      super(1);
    }

    long takeRounds() {
      long taken = rounds;
      rounds = 0;
      return taken;
    }

    @Override
    boolean matches(String secret, String hash) {
      rounds += 1L << BcryptHash.costOf(hash);
      return super.matches(secret, hash);
    }

    @Override
    void idle(String secret, int cost, String salt) {
      rounds += 1L << cost;
      super.idle(secret, cost, salt);
    }
  }
}
