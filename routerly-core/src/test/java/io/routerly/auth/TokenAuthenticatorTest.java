package io.routerly.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.domain.BudgetMode;
import io.routerly.domain.ProjectToken;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mindrot.jbcrypt.BCrypt;

class TokenAuthenticatorTest {
  private static final String LEGACY = "sk-lr-0123456789abcdefghijklmnop";

  private final SettableClock clock = new SettableClock();
  private final CountingBcrypt bcrypt = new CountingBcrypt();
  private final ProjectTokens tokens = new ProjectTokens(new SecureRandom(), clock);
  private final ProjectTokens.Created created = create();

  private ProjectTokens.Created create() {
    return tokens.create(
        new TokenSettings(Optional.empty(), BudgetMode.EXTEND, List.of(), Optional.empty()));
  }

  private TokenAuthenticator authenticator(MemoryConfigStore store) {
    return new TokenAuthenticator(store, clock, bcrypt);
  }

  private static ErrorCode refusalOf(TokenAuthenticator authenticator, String token) {
    return catchThrowableOfType(GatewayException.class, () -> authenticator.authenticate(token))
        .code();
  }

  private String wrong(int number) {
    String text = created.clearText();
    return text.substring(0, text.length() - 4) + String.format("%04d", number);
  }

  private static ProjectToken stored(String hash, Optional<String> prefix) {
    return new ProjectToken(
        "tok_1",
        ProjectToken.HASHED + hash,
        prefix,
        Optional.empty(),
        Optional.empty(),
        BudgetMode.EXTEND,
        List.of());
  }

  @Test
  void knowsATokenAndItsProject() {
    var authenticator = authenticator(MemoryConfigStore.withTokens(created.stored()));

    Caller caller = authenticator.authenticate(created.clearText());

    assertThat(caller.project().slug()).isEqualTo("app");
    assertThat(caller.token()).isEqualTo(created.stored());
  }

  @Test
  void runsBcryptOnceForATokenHoweverManyCallsComeAtTheSameTime() throws Exception {
    var authenticator = authenticator(MemoryConfigStore.withTokens(created.stored()));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Caller>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(pool.submit(() -> authenticator.authenticate(created.clearText())));
      }
      for (Future<Caller> call : calls) {
        assertThat(call.get().token().id()).isEqualTo(created.stored().id());
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(bcrypt.runs()).isEqualTo(1);
  }

  @Test
  void aRotatedOrRemovedTokenStopsAtOnce() {
    MemoryConfigStore store = MemoryConfigStore.withTokens(created.stored());
    var authenticator = authenticator(store);
    authenticator.authenticate(created.clearText());

    ProjectTokens.Created rotated = tokens.rotate(created.stored());
    store.setTokens(rotated.stored());

    assertThat(refusalOf(authenticator, created.clearText())).isEqualTo(ErrorCode.INVALID_API_KEY);
    assertThat(authenticator.authenticate(rotated.clearText()).token().id())
        .isEqualTo(created.stored().id());

    store.setTokens();
    assertThat(refusalOf(authenticator, rotated.clearText())).isEqualTo(ErrorCode.INVALID_API_KEY);
  }

  @Test
  void aChangeElsewhereNeitherForgetsATokenNorServesItsOldRecord() {
    MemoryConfigStore store = MemoryConfigStore.withTokens(created.stored());
    var authenticator = authenticator(store);
    authenticator.authenticate(created.clearText());

    ProjectTokens.Created other = create();
    store.setTokens(other.stored(), created.stored());
    Caller caller = authenticator.authenticate(created.clearText());

    assertThat(caller.project().tokens()).hasSize(2);
    assertThat(bcrypt.runs()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sk-rt-",
        "Bearer",
        "sk-proj-abcdefgh",
        "sk-rt-unknown0secretsecretsecret",
        "sk-rt-with space",
        "sk-rt-ünicode"
      })
  void refusesWhatCannotBeATokenWithoutBcrypt(String text) {
    var authenticator = authenticator(MemoryConfigStore.withTokens(created.stored()));

    assertThat(refusalOf(authenticator, text)).isEqualTo(ErrorCode.INVALID_API_KEY);
    assertThat(refusalOf(authenticator, created.clearText() + "x".repeat(300)))
        .isEqualTo(ErrorCode.INVALID_API_KEY);
    assertThat(bcrypt.runs()).isZero();
  }

  @Test
  void throttlesWrongTokensOfOnePrefixAndServesTheRememberedOneAllTheWhile() {
    var authenticator = authenticator(MemoryConfigStore.withTokens(created.stored()));
    authenticator.authenticate(created.clearText());

    for (int i = 0; i < 5; i++) {
      assertThat(refusalOf(authenticator, wrong(i))).isEqualTo(ErrorCode.INVALID_API_KEY);
    }
    assertThat(refusalOf(authenticator, wrong(11))).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
    assertThat(authenticator.authenticate(created.clearText())).isNotNull();
    assertThat(bcrypt.runs()).isEqualTo(6);

    clock.advance(Duration.ofSeconds(20));
    assertThat(refusalOf(authenticator, wrong(12))).isEqualTo(ErrorCode.INVALID_API_KEY);
  }

  @Test
  void refusesARepeatedWrongTokenWithoutBcrypt() {
    var authenticator = authenticator(MemoryConfigStore.withTokens(created.stored()));

    for (int i = 0; i < 50; i++) {
      assertThat(refusalOf(authenticator, wrong(1))).isEqualTo(ErrorCode.INVALID_API_KEY);
    }
    assertThat(bcrypt.runs()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
  void verifiesEveryVersionOfBcryptAndTokensOfOlderInstallations(String version) {
    String hash = version + BCrypt.hashpw(LEGACY, BCrypt.gensalt(4)).substring(4);

    var withPrefix =
        authenticator(MemoryConfigStore.withTokens(stored(hash, Optional.of("01234567"))));
    var without = authenticator(MemoryConfigStore.withTokens(stored(hash, Optional.empty())));

    assertThat(withPrefix.authenticate(LEGACY).token().id()).isEqualTo("tok_1");
    assertThat(without.authenticate(LEGACY).token().id()).isEqualTo("tok_1");
  }

  @Test
  void throttlesTheTrialOfRecordsWithoutPrefix() {
    String hash = BCrypt.hashpw(LEGACY, BCrypt.gensalt(4));
    var authenticator = authenticator(MemoryConfigStore.withTokens(stored(hash, Optional.empty())));
    for (int i = 0; i < 20; i++) {
      assertThat(refusalOf(authenticator, "sk-rt-madeup" + i)).isEqualTo(ErrorCode.INVALID_API_KEY);
    }

    GatewayException refusal =
        catchThrowableOfType(
            GatewayException.class, () -> authenticator.authenticate("sk-rt-madeup20"));

    assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
    assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(2));
    assertThat(bcrypt.runs()).isEqualTo(20);
  }

  @Test
  void anElidedHashIsACredentialThatNobodyHas() {
    var authenticator =
        authenticator(MemoryConfigStore.withTokens(stored("...", Optional.empty())));

    assertThat(refusalOf(authenticator, "sk-rt-...")).isEqualTo(ErrorCode.INVALID_API_KEY);
    assertThat(bcrypt.runs()).isZero();
  }

  private static ProjectToken stored(String id, String hash) {
    return new ProjectToken(
        id,
        ProjectToken.HASHED + hash,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        BudgetMode.EXTEND,
        List.of());
  }

  @Test
  void manyGoodTokensWithoutPrefixMayComeForTheFirstTimeAtOnce() throws Exception {
    List<String> texts = IntStream.range(0, 40).mapToObj(i -> "sk-lr-legacy" + i).toList();
    ProjectToken[] records =
        IntStream.range(0, 40)
            .mapToObj(i -> stored("tok_" + i, BCrypt.hashpw(texts.get(i), BCrypt.gensalt(4))))
            .toArray(ProjectToken[]::new);
    var authenticator = authenticator(MemoryConfigStore.withTokens(records));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Caller>> calls = new ArrayList<>();
      for (String text : texts) {
        calls.add(pool.submit(() -> authenticator.authenticate(text)));
      }
      for (int i = 0; i < 40; i++) {
        assertThat(calls.get(i).get().token().id()).isEqualTo("tok_" + i);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void madeUpTokensDoNotKeepAGoodOneOutThatComesAgain() {
    String hash = BCrypt.hashpw(LEGACY, BCrypt.gensalt(4));
    var authenticator = authenticator(MemoryConfigStore.withTokens(stored(hash, Optional.empty())));
    for (int i = 0; i < 100; i++) {
      refusalOf(authenticator, "sk-rt-madeup" + i);
    }

    assertThat(refusalOf(authenticator, LEGACY)).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
    assertThat(authenticator.authenticate(LEGACY).token().id()).isEqualTo("tok_1");
  }

  @Test
  void parallelWrongTokensDoNotGetPastTheLimit() throws Exception {
    String hash = BCrypt.hashpw(LEGACY, BCrypt.gensalt(4));
    var authenticator = authenticator(MemoryConfigStore.withTokens(stored(hash, Optional.empty())));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<ErrorCode>> calls = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String text = "sk-rt-madeup" + i;
        calls.add(pool.submit(() -> refusalOf(authenticator, text)));
      }
      for (Future<ErrorCode> call : calls) {
        call.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(bcrypt.runs()).isEqualTo(20);
  }
}
