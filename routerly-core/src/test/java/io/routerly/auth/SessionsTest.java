package io.routerly.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.auth.Sessions.Refreshed;
import io.routerly.domain.Permission;
import io.routerly.domain.User;
import io.routerly.error.GatewayException;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final User ANN =
      new User("usr_ann", "ann@example.com", "$2a$04$hash", "member", Optional.empty());

  private final byte[] key = new byte[32];
  private final SettableClock clock = new SettableClock();
  private final MemoryConfigStore config = MemoryConfigStore.withUsers(ANN);
  private final Sessions sessions = sessions(config);

  private Sessions sessions(MemoryConfigStore store) {
    return new Sessions(store, key, clock, new SecureRandom());
  }

  private void refuses(String accessToken) {
    assertThatThrownBy(() -> sessions.verify(accessToken))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("sign in again");
  }

  private static String payload(String token) {
    byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return new String(json, StandardCharsets.UTF_8);
  }

  @Test
  void anAccessTokenTellsWhoItIsAndWhatTheyMayDo() {
    Principal principal = sessions.verify(sessions.start(ANN, SessionOrigin.UNKNOWN).token());

    assertThat(principal.userId()).isEqualTo("usr_ann");
    assertThat(principal.getName()).isEqualTo("ann@example.com");
    assertThat(principal.permissions())
        .containsExactlyInAnyOrder(Permission.PROXY_USE, Permission.USAGE_READ);
  }

  @Test
  void anAccessTokenHoldsTheClaimsOfMicroProfile() {
    assertThat(payload(sessions.start(ANN, SessionOrigin.UNKNOWN).token()))
        .contains("\"upn\":\"ann@example.com\"", "\"groups\":[\"member\"]", "\"iss\":\"routerly\"");
  }

  @Test
  void aTokenThatWasAlteredIsRefused() {
    String token = sessions.start(ANN, SessionOrigin.UNKNOWN).token();
    String[] parts = token.split("\\.", -1);
    String forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                payload(token).replace("member", "admin").getBytes(StandardCharsets.UTF_8));

    refuses(parts[0] + "." + forged + "." + parts[2]);
    refuses(token.substring(0, token.length() - 4) + "AAAA");
    refuses("");
  }

  @Test
  void aTokenWithoutSignatureIsRefused() {
    String[] parts = sessions.start(ANN, SessionOrigin.UNKNOWN).token().split("\\.", -1);
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

    refuses(none + "." + parts[1] + ".");
  }

  @Test
  void aTokenOfAnotherAlgorithmIsRefusedThoughTheKeyIsRight() {
    SignIn signIn = sessions.start(ANN, SessionOrigin.UNKNOWN);
    String sid = payload(signIn.token()).replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
    byte[] longKey = Arrays.copyOf(key, 64);
    String other =
        Jwt.issuer("routerly")
            .subject("usr_ann")
            .upn("ann@example.com")
            .groups("member")
            .claim("sid", sid)
            .issuedAt(clock.instant().getEpochSecond())
            .expiresAt(clock.instant().plusSeconds(60).getEpochSecond())
            .jws()
            .algorithm(SignatureAlgorithm.HS512)
            .sign(new SecretKeySpec(longKey, "HmacSHA512"));

    refuses(other);
  }

  @Test
  void aTokenOfAnotherKeyIsRefused() {
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    Sessions other = new Sessions(config, otherKey, clock, new SecureRandom());

    refuses(other.start(ANN, SessionOrigin.UNKNOWN).token());
  }

  @Test
  void aTokenOfAnEarlierProcessIsRefused() {
    refuses(sessions(config).start(ANN, SessionOrigin.UNKNOWN).token());
  }

  @Test
  void anUnusedSessionEndsAfterAWeek() {
    String refresh = sessions.start(ANN, SessionOrigin.UNKNOWN).refreshToken();
    clock.advance(Duration.ofDays(7));

    assertThat(sessions.refresh(refresh)).isInstanceOf(Refreshed.Unknown.class);
  }

  @Test
  void aSessionEndsAfterAMonthHoweverMuchItIsUsed() {
    String refresh = sessions.start(ANN, SessionOrigin.UNKNOWN).refreshToken();
    for (int day = 0; day < 29; day++) {
      clock.advance(Duration.ofDays(1));
      refresh = ((Refreshed.Again) sessions.refresh(refresh)).signIn().refreshToken();
    }
    clock.advance(Duration.ofDays(1));
    String last = refresh;

    assertThat(sessions.refresh(last)).isInstanceOf(Refreshed.Unknown.class);
  }

  @Test
  void madeUpRefreshTokensAreRefusedAndHarmNobody() {
    SignIn signIn = sessions.start(ANN, SessionOrigin.UNKNOWN);

    for (String madeUp : new String[] {"", "x", "x".repeat(65)}) {
      assertThat(sessions.refresh(madeUp)).isInstanceOf(Refreshed.Unknown.class);
    }
    assertThat(sessions.verify(signIn.token())).isNotNull();
  }

  @Test
  void aPasswordChangedInTheFileEndsTheSession() {
    SignIn signIn = sessions.start(ANN, SessionOrigin.UNKNOWN);
    config.setUsers(
        new User("usr_ann", "ann@example.com", "$2a$04$other", "member", Optional.empty()));

    refuses(signIn.token());
    assertThat(sessions.refresh(signIn.refreshToken())).isInstanceOf(Refreshed.Unknown.class);
  }

  @Test
  void ofTwoParallelUsesOfOneRefreshTokenAtMostOneSucceeds() throws Exception {
    SessionRegistry registry = new SessionRegistry(clock, new SecureRandom());
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 5000; round++) {
        String token = registry.start(ANN, SessionOrigin.UNKNOWN).refreshToken();
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Boolean> use =
            () -> {
              together.await();
              return registry.rotate(token) instanceof SessionRegistry.Rotation.Next;
            };
        Future<Boolean> one = pool.submit(use);
        Future<Boolean> other = pool.submit(use);
        assertThat(one.get() && other.get()).isFalse();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void endingAllSessionsOfAUserLeavesThoseOfOthers() {
    User bob = new User("usr_bob", "bob@example.com", "$2a$04$x", "viewer", Optional.empty());
    config.setUsers(ANN, bob);
    String annsToken = sessions.start(ANN, SessionOrigin.UNKNOWN).token();
    String bobsToken = sessions.start(bob, SessionOrigin.UNKNOWN).token();

    sessions.endAllOf("usr_ann");

    refuses(annsToken);
    assertThat(sessions.verify(bobsToken).userId()).isEqualTo("usr_bob");
  }

  @Test
  void nothingPrintsATokenOrAHash() {
    SignIn signIn = sessions.start(ANN, SessionOrigin.UNKNOWN);

    assertThat(signIn.toString()).doesNotContain(signIn.token(), signIn.refreshToken(), "$2a$");
  }
}
