package io.routerly.auth;

import io.routerly.domain.User;
import java.time.Duration;

/**
 * What a person gets who signed in.
 *
 * @param token the access token: a MicroProfile JWT
 * @param refreshToken good for one new sign-in
 * @param expiresIn how long the access token lasts
 * @param user who signed in
 */
public record SignIn(String token, String refreshToken, Duration expiresIn, User user) {
  /** Prints without the tokens. */
  @Override
  public String toString() {
    return "SignIn[" + user.id() + "]";
  }
}
