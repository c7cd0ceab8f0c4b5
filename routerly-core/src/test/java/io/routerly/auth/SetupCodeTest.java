package io.routerly.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SetupCodeTest {
  private final SetupCode code = new SetupCode("right-code", new SettableClock());

  @Test
  void wrongCodesAreThrottledAndTheRightOneGoesThroughAllTheWhile() {
    for (int i = 0; i < 10; i++) {
      assertThat(refusalOf("wrong")).isEqualTo(ErrorCode.INVALID_SETUP_CODE);
    }
    assertThat(refusalOf("wrong")).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);

    assertThatCode(() -> code.require(" right-code ")).doesNotThrowAnyException();
  }

  @Test
  void aMadeCodeIsTooLongToBeGuessed() {
    assertThat(SetupCode.random(new SecureRandom())).matches("[0-9A-Za-z]{20}");
  }

  private ErrorCode refusalOf(String entered) {
    return catchThrowableOfType(GatewayException.class, () -> code.require(entered)).code();
  }
}
