package io.routerly.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
