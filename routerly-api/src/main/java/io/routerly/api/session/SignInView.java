package io.routerly.api.session;

import io.routerly.auth.SignIn;
import io.routerly.store.Configuration;

/**
 * The answer to a sign-in.
 *
 * @param token access token, for {@code Authorization: Bearer}
 * @param refreshToken good for one call of {@code /api/auth/refresh}
 * @param expiresIn how long the access token lasts, in seconds
 * @param user who signed in
 */
public record SignInView(String token, String refreshToken, long expiresIn, PersonView user) {
  static SignInView of(SignIn signIn, Configuration configuration) {
    return new SignInView(
        signIn.token(),
        signIn.refreshToken(),
        signIn.expiresIn().toSeconds(),
        PersonView.of(signIn.user(), configuration));
  }
}
