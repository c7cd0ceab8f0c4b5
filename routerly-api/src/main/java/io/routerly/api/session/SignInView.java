package io.routerly.api.session;

import io.routerly.auth.SignIn;
import io.routerly.store.Configuration;
import java.util.Optional;

/**
 * The answer to a sign-in.
 *
 * @param token access token, for {@code Authorization: Bearer}; absent where it came as a cookie
 * @param refreshToken good for one call of {@code /api/auth/refresh}
 * @param expiresIn how long the access token lasts, in seconds
 * @param user who signed in
 */
public record SignInView(
    Optional<String> token, Optional<String> refreshToken, long expiresIn, PersonView user) {
  static SignInView of(SignIn signIn, Configuration configuration) {
    return new SignInView(
        Optional.of(signIn.token()),
        Optional.of(signIn.refreshToken()),
        signIn.expiresIn().toSeconds(),
        PersonView.of(signIn.user(), configuration));
  }

  /** Returns the answer beside cookies that hold the tokens. */
  static SignInView withoutTokens(SignIn signIn, Configuration configuration) {
    return new SignInView(
        Optional.empty(),
        Optional.empty(),
        signIn.expiresIn().toSeconds(),
        PersonView.of(signIn.user(), configuration));
  }
}
