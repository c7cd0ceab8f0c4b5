package io.routerly.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.Model;
import io.routerly.domain.Models;
import io.routerly.domain.NamedKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderKeysTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("OPENAI_API_KEY", " sk-env\n", "ROUTERLY_SECRET_X", "sk-x", "HOME", "/home/x");

  private final SecureRandom random = new SecureRandom();
  private final MasterSecret secret = MasterSecret.random(random);
  private final ProviderKeys keys = keys(secret);

  @Test
  void anEncryptedKeyDecryptsForItsModelAlone() {
    String stored = keys.encrypt("gpt-5-mini", "sk-Schlüssel");

    assertThat(stored).startsWith("ENCRYPTED:").doesNotContain("sk-");
    assertThat(keys.resolve("gpt-5-mini", Optional.of(stored)))
        .isEqualTo(new ProviderKey.Available(new Credential("sk-Schlüssel")));
    assertThat(keys.resolve("another", Optional.of(stored)))
        .isInstanceOf(ProviderKey.Unreadable.class);
  }

  @ParameterizedTest(name = "<{0}>")
  @ValueSource(strings = {"sk-1\n", " sk-1", "\r\nsk-1\r\n"})
  void aKeyIsUsedWithoutTheSpaceAroundIt(String entered) {
    assertThat(keys.resolve("m", Optional.of(keys.encrypt("m", entered))))
        .isEqualTo(new ProviderKey.Available(new Credential("sk-1")));
  }

  @ParameterizedTest(name = "<{0}>")
  @ValueSource(strings = {"sk\n1", "sk\r\n1", "sk-\u20ac", "sk\u0000", "sk\u007f", "\n"})
  void aKeyThatNoHeaderCanHoldIsUnreadable(String entered) {
    assertThat(keys.resolve("m", Optional.of(keys.encrypt("m", entered))))
        .isInstanceOf(ProviderKey.Unreadable.class);
  }

  @Test
  void theSameKeyNeverLooksTheSameTwice() {
    assertThat(keys.encrypt("m", "sk-1")).isNotEqualTo(keys.encrypt("m", "sk-1"));
  }

  @Test
  void anotherSecretDoesNotDecrypt() {
    String stored = keys.encrypt("m", "sk-1");

    assertThat(keys(MasterSecret.random(random)).resolve("m", Optional.of(stored)))
        .isInstanceOf(ProviderKey.Unreadable.class);
  }

  @Test
  void everyAlteredByteIsNoticed() {
    String stored = keys.encrypt("m", "sk-1");
    for (int i = ProviderKeys.ENCRYPTED.length(); i < stored.length() - 1; i++) {
      char other = stored.charAt(i) == 'A' ? 'B' : 'A';
      String altered = stored.substring(0, i) + other + stored.substring(i + 1);
      assertThat(keys.resolve("m", Optional.of(altered)))
          .as("character %d", i)
          .isInstanceOf(ProviderKey.Unreadable.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ENCRYPTED:...", "ENCRYPTED:", "ENCRYPTED:AQ", "ENCRYPTED:%%%", "sk-clear"})
  void whatIsNoStoredKeyIsUnreadable(String stored) {
    assertThat(keys.resolve("m", Optional.of(stored))).isInstanceOf(ProviderKey.Unreadable.class);
  }

  @Test
  void aModelWithoutKeyHasNone() {
    assertThat(keys.resolve("m", Optional.empty())).isEqualTo(new ProviderKey.Absent());
  }

  private static Model model(Optional<String> key, NamedKey... further) {
    return Models.named("m").withKeys(key, List.of(further));
  }

  @Test
  void aModelWithoutKeysIsCalledWithoutOne() {
    ModelKeys none = keys.of(model(Optional.empty()));

    assertThat(none.isKeyless()).isTrue();
    assertThat(none.usable()).containsExactly(UsableKey.NONE);
  }

  @Test
  void everyKeyOfAModelIsResolvedOrItsReasonTold() {
    ModelKeys all =
        keys.of(
            model(
                Optional.of(keys.encrypt("m", "sk-1")),
                new NamedKey("env", "env:OPENAI_API_KEY", 7),
                new NamedKey("lost", "ENCRYPTED:...", 1)));

    assertThat(all.isKeyless()).isFalse();
    assertThat(all.unreadable()).singleElement().asString().contains("cannot be decrypted");
    assertThat(all.usable())
        .extracting(UsableKey::name, UsableKey::weight)
        .containsExactly(tuple("default", 1), tuple("env", 7));
    assertThat(all.usable())
        .allSatisfy(
            key ->
                assertThat(key.all())
                    .containsExactly(new Credential("sk-1"), new Credential("sk-env")));
  }

  @Test
  void aKeyThatTakesAnothersPlaceHasAnotherId() {
    NamedKey before = new NamedKey("eu", keys.encrypt("m", "sk-1"), 1);
    NamedKey heavier = new NamedKey("eu", before.apiKey(), 2);
    NamedKey after = new NamedKey("eu", keys.encrypt("m", "sk-2"), 1);

    assertThat(idOf(heavier)).isEqualTo(idOf(before)).startsWith("eu#");
    assertThat(idOf(after)).isNotEqualTo(idOf(before));
  }

  private String idOf(NamedKey key) {
    return keys.of(model(Optional.empty(), key)).ids().get(0);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a, a, must each have a name of its own",
    "a, default, which is that of apiKey",
    "a, b c, letters",
  })
  void keysHaveNamesOfTheirOwn(String one, String other, String message) {
    assertThatThrownBy(
            () -> model(Optional.empty(), new NamedKey(one, "x", 1), new NamedKey(other, "y", 1)))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001})
  void aWeightIsFromOneToAThousand(int weight) {
    assertThatThrownBy(() -> new NamedKey("a", "x", weight))
        .isInstanceOf(InvalidFieldException.class);
  }

  @Test
  void environmentVariablesAreReadWhereTheirNameIsAllowed() {
    assertThat(keys.resolve("m", Optional.of("env:OPENAI_API_KEY")))
        .isEqualTo(new ProviderKey.Available(new Credential("sk-env")));
    assertThat(keys.resolve("m", Optional.of("env:ROUTERLY_SECRET_X")))
        .isEqualTo(new ProviderKey.Available(new Credential("sk-x")));
    assertThat(keys.resolve("m", Optional.of("env:HOME")))
        .isInstanceOf(ProviderKey.Unreadable.class);
    assertThat(keys.resolve("m", Optional.of("env:MISSING_API_KEY")))
        .isEqualTo(
            new ProviderKey.Unreadable("the environment variable MISSING_API_KEY is not set"));
  }

  @Test
  void nothingPrintsItsSecret() {
    assertThat(new Credential("sk-1")).hasToString("Credential[***]");
    assertThat(keys.resolve("m", Optional.of(keys.encrypt("m", "sk-1"))).toString())
        .doesNotContain("sk-1");
    assertThat(secret).hasToString("MasterSecret[***]");
    assertThat(new NamedKey("eu", "sk-1", 1).toString()).doesNotContain("sk-1");
    assertThat(UsableKey.only(new Credential("sk-1")).toString()).doesNotContain("sk-1");
  }

  @Test
  void everyPurposeHasItsOwnKey() {
    assertThat(secret.derive(MasterSecret.SESSIONS, 32))
        .hasSize(32)
        .isEqualTo(secret.derive(MasterSecret.SESSIONS, 32))
        .isNotEqualTo(secret.derive(MasterSecret.PROVIDER_KEYS, 32));
  }

  @Test
  void theSecretsFileIsOneLineOf64HexCharacters() {
    String line = "0123456789abcdefABCDEF".repeat(3).substring(0, 64);

    assertThat(parse(line)).isPresent().isEqualTo(parse(line + "\n"));
    assertThat(MasterSecret.parse(secret.fileText())).contains(secret);
    assertThat(parse("")).isEmpty();
    assertThat(parse(line.substring(1))).isEmpty();
    assertThat(parse(line + "0")).isEmpty();
    assertThat(parse(line + "\n\n")).isEmpty();
    assertThat(parse("a1b2c3d4e5f6...")).isEmpty();
  }

  private static Optional<MasterSecret> parse(String text) {
    return MasterSecret.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private ProviderKeys keys(MasterSecret master) {
    return new ProviderKeys(master, random, name -> Optional.ofNullable(ENVIRONMENT.get(name)));
  }
}
