package io.routerly.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.UsageRecord;
import io.routerly.error.GatewayException;
import io.routerly.health.Smoothing;
import io.routerly.provider.ProviderRefusal;
import io.routerly.routing.Trace;
import io.routerly.secret.Credential;
import io.routerly.secret.ModelKeys;
import io.routerly.secret.UsableKey;
import io.routerly.upstream.Header;
import io.routerly.wire.WireFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several keys a model is asked with, and what a refusal of one of them means. */
class SeveralKeysTest {
  private static final String TEXT =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private final Line line = line(Models.named("a"), Models.named("b"));

  private static Line line(Model... models) {
    String[] ids = List.of(models).stream().map(Model::id).toArray(String[]::new);
    Line line = new Line(MemoryConfig.of(List.of(models), Values.project(List.of(), ids)));
    line.keys.put("a", keys("eu", "us"));
    return line;
  }

  private static ModelKeys keys(String... names) {
    List<Credential> all = Arrays.stream(names).map(Credential::new).toList();
    return ModelKeys.of(
        Arrays.stream(names)
            .map(name -> new UsableKey(name, name, 1, Optional.of(new Credential(name)), all))
            .toArray(UsableKey[]::new));
  }

  private static ProviderRefusal refusal(int status, Header... headers) {
    return new ProviderRefusal(
        WireFormat.OPENAI_CHAT, status, "No " + status + ".", List.of(headers), new byte[0]);
  }

  private static ProviderRefusal busyFor(int seconds) {
    return refusal(429, new Header("retry-after", String.valueOf(seconds)));
  }

  private double errorRateOfA() {
    return line.learnt
        .health()
        .of("a")
        .errorRate(new Smoothing(Duration.ofMinutes(20), Duration.ofMinutes(5), 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403, 429})
  void asksTheSameModelWithAnotherKeyBeforeTheNextModel(int status) {
    line.provider.failNext(refusal(status));

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "a");
    assertThat(line.provider.keys()).containsExactly("eu", "us");
    assertThat(line.traces.get("trc_a").orElseThrow().attempts())
        .extracting(Trace.Attempt::key, Trace.Attempt::outcome)
        .containsExactly(tuple("eu", "provider_error"), tuple("us", "success"));
    assertThat(line.ledger.records()).extracting(UsageRecord::attempt).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 500})
  void keepsTheKeyThatIsNotToBlame(int status) {
    line.provider.failNext(refusal(status));

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "b");
  }

  @Test
  void asksTheNextModelWhenEveryKeyIsRefused() {
    line.provider.failNext(refusal(429));
    line.provider.failNext(refusal(401));

    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "a", "b");
    assertThat(line.provider.keys()).containsExactly("eu", "us", "");
  }

  @Test
  void leavesARefusedKeyAloneInLaterCalls() {
    line.provider.failNext(refusal(401));

    line.chat(TEXT);
    line.chat(TEXT);
    now(Duration.ofSeconds(61));
    line.chat(TEXT);

    assertThat(line.provider.keys()).containsExactly("eu", "us", "us", "eu");
  }

  private void now(Duration later) {
    line.nanoTime.addAndGet(later.toNanos());
  }

  @ParameterizedTest(name = "{0} is the key {1}")
  @CsvSource({"0, eu", "0.24, eu", "0.26, us", "0.99, us"})
  void choosesByWeight(double draw, String key) {
    List<Credential> all = List.of(new Credential("1"), new Credential("2"));
    line.keys.put(
        "a",
        ModelKeys.of(
            new UsableKey("eu", "eu", 1, Optional.of(all.get(0)), all),
            new UsableKey("us", "us", 3, Optional.of(all.get(1)), all)));
    line.draw = draw;

    line.chat(TEXT);

    assertThat(line.provider.keys()).containsExactly(key);
  }

  @Test
  void sharesManyCallsInProportionToTheWeights() {
    List<Credential> all = List.of(new Credential("1"), new Credential("2"));
    line.keys.put(
        "a",
        ModelKeys.of(
            new UsableKey("eu", "eu", 1, Optional.of(all.get(0)), all),
            new UsableKey("us", "us", 3, Optional.of(all.get(1)), all)));
    Random random = new Random(7);

    for (int call = 0; call < 2000; call++) {
      line.draw = random.nextDouble();
      line.chat(TEXT);
    }

    assertThat(line.provider.keys().stream().filter("eu"::equals).count()).isBetween(450L, 550L);
  }

  @Test
  void movesTheCallAndLaterOnesToTheOtherKeyForAsLongAsTheProviderAsks() {
    line.provider.failNext(busyFor(30));
    line.chat(TEXT);
    line.chat(TEXT);
    now(Duration.ofSeconds(31));
    line.chat(TEXT);

    assertThat(line.provider.models()).containsOnly("a");
    assertThat(line.provider.keys()).containsExactly("eu", "us", "us", "eu");
  }

  @Test
  void prefersABusyKeyToARefusedOneThatRestsForLonger() {
    Line alone = line(Models.named("a"));
    alone.provider.failNext(refusal(401));
    alone.provider.failNext(busyFor(30));
    assertThat(failureOf(alone).status()).isEqualTo(429);

    alone.chat(TEXT);

    assertThat(alone.provider.keys()).containsExactly("eu", "us", "us");
  }

  @Test
  void usesAKeyNoMoreThatWasTakenAway() {
    line.chat(TEXT);
    line.keys.put("a", keys("us"));
    line.chat(TEXT);
    line.provider.failNext(refusal(401));
    line.chat(TEXT);

    assertThat(line.provider.keys()).containsExactly("eu", "us", "us", "");
  }

  @Test
  void takesTheKeyThatIsFreeSoonestWhenAllAreToBeLeftAlone() {
    Line alone = line(Models.named("a"));
    alone.provider.failNext(busyFor(30));
    alone.provider.failNext(busyFor(20));
    assertThat(failureOf(alone).status()).isEqualTo(429);

    alone.chat(TEXT);

    assertThat(alone.provider.keys()).containsExactly("eu", "us", "us");
  }

  @Test
  void leavesTheModelForLastWhileAllItsKeysAreToBeLeftAlone() {
    line.provider.failNext(busyFor(30));
    line.provider.failNext(busyFor(20));
    line.chat(TEXT);

    line.chat(TEXT);
    now(Duration.ofSeconds(21));
    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "a", "b", "b", "a");
    assertThat(line.provider.keys()).containsExactly("eu", "us", "", "", "us");
  }

  @Test
  void letsTheRefusalReachTheClientWhenNoKeyIsTaken() {
    Line alone = line(Models.named("a"));
    for (int i = 0; i < 3; i++) {
      alone.provider.failNext(refusal(401));
    }

    assertThat(failureOf(alone).status()).isEqualTo(401);
    assertThat(alone.provider.keys()).containsExactly("eu", "us");
    assertThat(failureOf(alone).status()).isEqualTo(401);
    assertThat(alone.provider.keys()).containsExactly("eu", "us", "eu");
  }

  private static GatewayException failureOf(Line line) {
    return catchThrowableOfType(GatewayException.class, () -> line.chat(TEXT));
  }

  @Test
  void repeatsALastModelWithTheKeyThatIsFreeSoonest() {
    Line alone = line(Models.named("a"));
    alone.provider.failNext(busyFor(30));
    alone.provider.failNext(busyFor(1));

    alone.chat(TEXT);

    assertThat(alone.provider.keys()).containsExactly("eu", "us", "us");
  }

  @Test
  void countsARefusedKeyAsAFailureOfTheModelOnlyWhenNoOtherIsLeft() {
    line.provider.failNext(refusal(401));
    line.chat(TEXT);
    assertThat(errorRateOfA()).isZero();

    line.provider.failNext(refusal(403));
    line.chat(TEXT);

    assertThat(line.provider.models()).containsExactly("a", "a", "a", "b");
    assertThat(errorRateOfA()).isEqualTo(0.25);
  }

  @Test
  void asksNoOtherKeyWhenTheTimeForAllIsOver() {
    line.provider.takeNext(Duration.ofSeconds(121));
    line.provider.failNext(refusal(429));

    assertThat(failureOf(line).status()).isEqualTo(429);

    assertThat(line.provider.keys()).containsExactly("eu");
  }

  @Test
  void doesNotTakeTheWordOfOneKeyForAnotherThatTookItsPlace() {
    line.provider.failNext(busyFor(30));
    line.provider.failNext(busyFor(30));
    line.chat(TEXT);

    line.keys.put("a", keys("eu", "new"));
    line.chat(TEXT);

    assertThat(line.provider.keys()).containsExactly("eu", "us", "", "new");
  }

  private void refusedAndLeftAlone() {
    line.provider.failNext(refusal(401));
    line.chat(TEXT);
    now(Duration.ofSeconds(61));
    line.provider.keys().clear();
  }

  @Test
  void triesARefusedKeyOutByOneCallAtATime() {
    refusedAndLeftAlone();
    line.provider.duringNext(
        () -> {
          line.chat(TEXT);
          line.chat(TEXT);
        });

    line.chat(TEXT);
    line.chat(TEXT);

    assertThat(line.provider.keys()).containsExactly("eu", "us", "us", "eu");
  }

  @Test
  void sparesOthersAKeyThatIsRefusedAgain() {
    refusedAndLeftAlone();
    line.provider.withNext(
        call -> {
          line.chat(TEXT);
          line.provider.failNext(refusal(401));
        });

    line.chat(TEXT);
    now(Duration.ofSeconds(61));
    line.chat(TEXT);

    assertThat(line.provider.keys()).containsExactly("eu", "us", "us", "us");
  }

  @Test
  void triesAKeyOutAgainWhereTheModelFailedBeforeItWasSeenWhetherItIsTaken() {
    refusedAndLeftAlone();
    line.provider.failNext(refusal(500));
    line.chat(TEXT);

    line.chat(TEXT);

    assertThat(line.provider.keys()).containsExactly("eu", "", "eu");
  }

  @Test
  void hasAllUseAKeyAgainOnceAStreamHasBegunWithIt() {
    refusedAndLeftAlone();
    Answer stream =
        line.begin(Line.chat(line.caller(), TEXT.replace("\"auto\"", "\"auto\",\"stream\":true")));

    line.chat(TEXT);
    stream.abandonment().run();

    assertThat(line.provider.keys()).containsExactly("eu", "eu");
  }

  @Test
  void usesAKeyThatIsTriedOutWhereTheModelHasNoOther() {
    refusedAndLeftAlone();
    line.provider.duringNext(
        () -> {
          line.provider.failNext(busyFor(90));
          line.chat(TEXT);
          line.chat(TEXT);
        });

    line.chat(TEXT);

    assertThat(line.provider.keys()).containsExactly("eu", "us", "", "eu");
  }
}
