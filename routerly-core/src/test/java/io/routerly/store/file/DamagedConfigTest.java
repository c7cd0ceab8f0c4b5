package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.store.ConfigProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A start never takes defaults for a file that is damaged, and says what to do. */
final class DamagedConfigTest {
  private static final List<String> FILES =
      List.of("settings.json", "models.json", "projects.json", "users.json", "roles.json");

  private final Path home;

  DamagedConfigTest(@TempDir Path home) throws IOException {
    this.home = home;
    ExamplesTest.write(home);
    Homes.open(home).close();
  }

  static Stream<Arguments> damages() {
    return FILES.stream()
        .flatMap(
            file ->
                Stream.of(
                        "empty",
                        "blank",
                        "truncated",
                        "misspelt",
                        "type",
                        "bom",
                        "utf8",
                        "duplicate",
                        "trailing",
                        "null")
                    .map(damage -> Arguments.of(file, damage)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("damages")
  void aDamagedFileStopsTheStartAndStaysAsItIs(String file, String damage) throws IOException {
    Path path = Homes.config(home, file);
    byte[] damaged = damage(Files.readString(path), damage);
    Files.write(path, damaged);

    assertThatThrownBy(() -> Homes.open(home))
        .isInstanceOf(HomeRefusedException.class)
        .hasMessageContaining(home.toString())
        .hasMessageContaining(file);
    assertThat(Files.readAllBytes(path)).isEqualTo(damaged);
    assertThat(FileHome.check(Homes.options(home)))
        .filteredOn(problem -> problem.severity() == ConfigProblem.Severity.ERROR)
        .extracting(ConfigProblem::file)
        .contains(file);
  }

  private static byte[] damage(String text, String how) {
    String first = text.substring(text.indexOf('"'), text.indexOf(',') + 1);
    byte[] bytes =
        switch (how) {
          case "empty" -> new byte[0];
          case "blank" -> " \n".getBytes(StandardCharsets.UTF_8);
          case "truncated" -> text.substring(0, text.length() / 2).getBytes(StandardCharsets.UTF_8);
          case "misspelt" ->
              text.replaceFirst("\"(\\w)(\\w+)\":", "\"$2$1\":").getBytes(StandardCharsets.UTF_8);
          case "type" -> (text.startsWith("{") ? "[]" : "{}").getBytes(StandardCharsets.UTF_8);
          case "bom" -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
          case "utf8" ->
              text.replaceFirst("\"(\\w)", "\"\u00FC").getBytes(StandardCharsets.ISO_8859_1);
          case "duplicate" -> text.replace(first, first + first).getBytes(StandardCharsets.UTF_8);
          case "trailing" -> (text + "]").getBytes(StandardCharsets.UTF_8);
          default -> "null".getBytes(StandardCharsets.UTF_8);
        };
    return bytes;
  }

  @Test
  void theMessageNamesFileKeyRemedyAndTheVersionBefore() throws IOException {
    Homes.write(home, "settings.json", "{\"prot\": 3000}");

    assertThatThrownBy(() -> Homes.open(home))
        .hasMessageContaining(
            "settings.json at /prot: unknown key \"prot\"; did you mean \"port\"?")
        .hasMessageContaining("settings.json.bak");
  }

  @Test
  void aRetentionThatCannotBeIsRefusedWithWhatIsAllowed() throws IOException {
    Homes.write(home, "settings.json", "{\"usageRetentionMonths\": 0}");

    assertThatThrownBy(() -> Homes.open(home))
        .hasMessageContaining("settings.json at /usageRetentionMonths")
        .hasMessageContaining("from 1 to 1200");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() throws IOException {
    Homes.write(home, "settings.json", "{\"prot\": 3000, \"host\": 1}");
    Homes.write(home, "models.json", "[{\"id\": \"a\"}]");

    assertThatThrownBy(() -> Homes.open(home))
        .hasMessageContaining("/prot")
        .hasMessageContaining("/host")
        .hasMessageContaining("models.json at /0/provider");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0123", "\n"})
  void aSecretOfAnotherFormIsRefused(String text) throws IOException {
    Homes.write(home, "secret", text);

    assertThatThrownBy(() -> Homes.open(home)).hasMessageContaining("64 hexadecimal characters");
    assertThat(Files.readString(Homes.config(home, "secret"))).isEqualTo(text);
  }

  @Test
  void aLostSecretIsReplacedWithAWarning() throws IOException {
    Files.delete(Homes.config(home, "secret"));

    try (FileHome opened = Homes.open(home)) {
      assertThat(opened.config().problems()).extracting(ConfigProblem::file).contains("secret");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "missing", "member"})
  void withoutAdministratorAFinishedSetUpStaysClosed(String users) throws IOException {
    Path path = Homes.config(home, "users.json");
    if (users.equals("missing")) {
      Files.delete(path);
    } else {
      Files.writeString(
          path,
          users.equals("member") ? ExamplesTest.USERS.replace("\"admin\"", "\"member\"") : users);
    }
    assertThatThrownBy(() -> Homes.open(home))
        .isInstanceOf(HomeRefusedException.class)
        .hasMessageContaining("users.json");
  }

  @Test
  void theWayBackToAnAdministratorIsNamedAndOpen() throws IOException {
    Homes.write(home, "users.json", "[]");

    assertThatThrownBy(() -> Homes.open(home)).hasMessageContaining("routerly reset-admin");
    try (FileHome opened = FileHome.openWithoutAdministrator(Homes.options(home))) {
      assertThat(opened.config().current().users()).isEmpty();
      assertThat(opened.config().current().settings().setupCompletedAt()).isPresent();
    }
  }

  @Test
  void aNumberOfThousandsOfDigitsIsRefusedWithItsPlace() throws IOException {
    Path path = Homes.config(home, "models.json");
    String digits = "1".repeat(2_000);
    Files.writeString(path, Files.readString(path).replace("0.0006", digits));

    assertThatThrownBy(() -> Homes.open(home))
        .isInstanceOf(HomeRefusedException.class)
        .hasMessageContaining("models.json at /0/outputPrice: is a number of too many digits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"settings.json", "models.json", "projects.json", "users.json", "roles.json"})
  void aFileThatIsLostIsNotTakenForOneThatNeverWas(String file) throws IOException {
    Path path = Homes.config(home, file);
    Path backup = HomeLayout.backup(path);
    Files.move(path, backup, StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> Homes.open(home))
        .isInstanceOf(HomeRefusedException.class)
        .hasMessageContaining(file + ": is missing, though there was one")
        .hasMessageContaining("renaming " + backup);
    assertThat(FileHome.check(Homes.options(home)).toString()).contains(file + ": is missing");

    Files.move(backup, path);
    Homes.open(home).close();
  }

  @Test
  void aLostLedgerIsToldOf() throws IOException {
    Files.delete(Homes.usage(home));

    assertThat(FileHome.check(Homes.options(home)))
        .extracting(ConfigProblem::file)
        .contains("usage.json");
    try (FileHome opened = Homes.open(home)) {
      assertThat(opened.config().problems())
          .filteredOn(problem -> problem.file().equals("usage.json"))
          .singleElement()
          .asString()
          .contains("was missing");
    }
  }

  @Test
  void lostSettingsDoNotOpenSetUpAgain() throws IOException {
    Files.delete(Homes.config(home, "settings.json"));

    assertThatThrownBy(() -> Homes.open(home))
        .hasMessageContaining("settings.json: is missing")
        .hasMessageContaining("settings.json.bak");
  }

  @Test
  void absentListsAreEmpty() throws IOException {
    Files.delete(Homes.config(home, "models.json"));
    Files.delete(Homes.config(home, "roles.json"));

    try (FileHome opened = Homes.open(home)) {
      assertThat(opened.config().current().models()).isEmpty();
      assertThat(opened.config().current().roles()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "models.json|openai|opnai|/0/provider|did you mean \"openai\"",
        "models.json|\"openai\"|\"custom\"|/0/baseUrl|needs the address",
        "models.json|\"openai\"|\"azure\"|/0/baseUrl|azure needs the address",
        "models.json|ENCRYPTED:...|env:HOME|/0/apiKey|_API_KEY",
        "models.json|\"ENCRYPTED:...\"|\"\"|/0/apiKey|must not be empty",
        "projects.json|random|rnadom|/0/policies/0|did you mean \"random\"",
        "projects.json|\"random\"|{\"type\":\"random\",\"config\":{\"x\":1}}|/0/policies/0/config"
            + "|must be empty",
        "users.json|\"admin\"|\"admni\"|/0/role|did you mean \"admin\"",
        "roles.json|billing-viewer|admin|/0/name|built-in role",
      })
  void unknownNamesAreRefused(String file, String from, String to, String pointer, String message)
      throws IOException {
    Path path = Homes.config(home, file);
    Files.writeString(path, Files.readString(path).replace(from, to));

    assertThatThrownBy(() -> Homes.open(home))
        .hasMessageContaining(file + " at " + pointer + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void tiersWithoutBasePricesAreWarnedOf() throws IOException {
    Path path = Homes.config(home, "models.json");
    String text = Files.readString(path);
    Files.writeString(
        path,
        text.replaceAll("\"(input|output)Price\": [0-9.]+,", "")
            .replaceFirst(
                "\"provider\"",
                "\"pricingTiers\": [{\"above\": 1, \"inputPrice\": 1}], \"provider\""));

    try (FileHome opened = Homes.open(home)) {
      assertThat(opened.config().problems())
          .anyMatch(problem -> problem.pointer().equals("/0/pricingTiers"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "models.json, /1/id",
    "projects.json, /1/slug",
    "projects.json, /1/tokens/0/id",
    "users.json, /1/email",
    "roles.json, /1/name"
  })
  void whatMustBeUniqueIsRefusedTwice(String file, String pointer) throws IOException {
    Path path = Homes.config(home, file);
    String entry = Files.readString(path).strip();
    entry = entry.substring(1, entry.length() - 1);
    String other = entry.replace("admin@example.com", "ADMIN@Example.COM");
    Files.writeString(path, "[" + entry + "," + other + "]");

    assertThatThrownBy(() -> Homes.open(home)).hasMessageContaining(file + " at " + pointer);
  }
}
