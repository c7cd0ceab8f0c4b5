package io.routerly.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.domain.User;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoginsTest {
  private static final Optional<String> HERE = Optional.of("192.0.2.1");

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
    assertThat(logins.verify(" A@Example.com ", "long-enough-1", HERE).id()).isEqualTo("usr_1");
  }

  @Test
  void eachFailureFromOnePlaceMakesTheNextAttemptWaitLonger() {
    for (int i = 0; i < 5; i++) {
      assertThat(refusalOf("a@example.com")).isEqualTo(ErrorCode.INVALID_LOGIN);
    }
    for (int seconds = 1; seconds <= 8; seconds *= 2) {
      clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(refusalOf("a@example.com")).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
      clock.advance(Duration.ofMillis(1));
      assertThat(refusalOf("a@example.com")).isEqualTo(ErrorCode.INVALID_LOGIN);
    }
    clock.advance(Duration.ofSeconds(16));
    assertThat(logins.verify("a@example.com", "long-enough-1", HERE).id()).isEqualTo("usr_1");
    assertThat(refusalOf("a@example.com")).isEqualTo(ErrorCode.INVALID_LOGIN);
    assertThat(refusalOf("a@example.com")).isEqualTo(ErrorCode.INVALID_LOGIN);
  }

  @Test
  void theWaitEndsAtAQuarterOfAnHour() {
    for (int i = 0; i < 40; i++) {
      assertThat(refusalOf("a@example.com")).isEqualTo(ErrorCode.INVALID_LOGIN);
      clock.advance(Duration.ofMinutes(15));
    }
  }

  @Test
  void attemptsInParallelDoNotGetPastTheWait() {
    long passed =
        IntStream.range(0, 64)
            .parallel()
            .filter(i -> refusalOf("a@example.com") == ErrorCode.INVALID_LOGIN)
            .count();

    assertThat(passed).isEqualTo(5);
  }

  @Test
  void whoFloodsAnAccountFromElsewhereDoesNotKeepItsOwnerOut() {
    logins.verify("a@example.com", "long-enough-1", HERE);
    for (int i = 0; i < 200; i++) {
      refusalOf("a@example.com", Optional.of("10.0.0." + i));
    }
    assertThat(refusalOf("a@example.com", Optional.of("10.0.1.1")))
        .isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);

    assertThat(logins.verify("a@example.com", "long-enough-1", HERE).id()).isEqualTo("usr_1");
  }

  @Test
  void anAddressOfNobodyIsThrottledAsOneOfAUserIs() {
    for (int i = 0; i < 5; i++) {
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

    assertThat(logins.verify("a@example.com", "long-enough-1", HERE).id()).isEqualTo("usr_1");
  }

  private ErrorCode refusalOf(String email) {
    return refusalOf(email, HERE);
  }

  private ErrorCode refusalOf(String email, Optional<String> address) {
    return catchThrowableOfType(
            GatewayException.class, () -> logins.verify(email, "wrong", address))
        .code();
  }
}
