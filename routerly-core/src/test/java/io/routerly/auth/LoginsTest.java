package io.routerly.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginsTest {
  private final SettableClock clock = new SettableClock();
  private final MemoryConfigStore config = MemoryConfigStore.withUsers();
  private final Passwords passwords = new Passwords(new SecureRandom(), 4, new Bcrypt(1));
  private final Logins logins = new Logins(config, passwords, clock);

  LoginsTest() {
    String hash = passwords.hash("long-enough-1", "password");
    User user = new User("usr_1", "a@example.com", hash, "admin", Optional.empty());
    config.setUsers(user);
  }

  @Test
  void aUserIsFoundByAddressInAnyCase() {
    assertThat(logins.verify(" A@Example.com ", "long-enough-1").id()).isEqualTo("usr_1");
  }

  @Test
  void wrongPasswordsOfOneAddressAreThrottled() {
    for (int i = 0; i < 10; i++) {
      assertThat(refusalOf("a@example.com")).isEqualTo(ErrorCode.INVALID_LOGIN);
    }
    assertThat(refusalOf("a@example.com")).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);

    clock.advance(Duration.ofSeconds(10));
    assertThat(logins.verify("a@example.com", "long-enough-1").id()).isEqualTo("usr_1");
  }

  @Test
  void anAddressOfNobodyIsThrottledAsOneOfAUserIs() {
    for (int i = 0; i < 10; i++) {
      assertThat(refusalOf("x@example.com")).isEqualTo(ErrorCode.INVALID_LOGIN);
    }
    assertThat(refusalOf("x@example.com")).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
  }

  @Test
  void addressesOfNobodyShareAThrottleThatKeepsNoUserOut() {
    for (int i = 0; i < 50; i++) {
      assertThat(refusalOf("x" + i + "@example.com")).isEqualTo(ErrorCode.INVALID_LOGIN);
    }
    assertThat(refusalOf("more@example.com")).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);

    assertThat(logins.verify("a@example.com", "long-enough-1").id()).isEqualTo("usr_1");
  }

  private ErrorCode refusalOf(String email) {
    return catchThrowableOfType(GatewayException.class, () -> logins.verify(email, "wrong")).code();
  }
}
