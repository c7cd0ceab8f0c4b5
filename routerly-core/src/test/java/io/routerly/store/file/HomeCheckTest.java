package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looking at a home from outside. */
final class HomeCheckTest {
  private final Path home;

  HomeCheckTest(@TempDir Path folder) {
    this.home = folder.resolve("home");
  }

  @Test
  void aNewHomeIsFineEvenWhileItIsInUse() {
    try (FileHome opened = Homes.open(home)) {
      assertThat(check()).isEmpty();
      assertThat(opened.config().isHealthy()).isTrue();
    }
  }

  @Test
  void everyProblemIsFoundAndNothingIsTouched() throws IOException {
    ExamplesTest.write(home);
    Homes.write(home, "settings.json", "{\"prot\": 1}");
    Homes.write(home, "roles.json", "");
    Homes.write(home, "models.json", ExamplesTest.MODELS.replace("ENCRYPTED:...", "sk-clear"));
    Homes.write(home, "secret", "short");
    Homes.write(home, "usage.json", "{}");
    Map<String, String> before = contents();

    List<ConfigProblem> problems = check();

    assertThat(contents()).isEqualTo(before);
    assertThat(problems)
        .filteredOn(problem -> problem.severity() == Severity.ERROR)
        .extracting(ConfigProblem::file)
        .contains("settings.json", "roles.json", "secret", "usage.json");
    assertThat(problems)
        .filteredOn(problem -> problem.severity() == Severity.WARNING)
        .extracting(ConfigProblem::file)
        .contains("models.json", "projects.json", "users.json", "config");
    assertThat(problems.toString()).doesNotContain("sk-clear");
  }

  @Test
  void aFileThatCannotBeReadIsNotBlamedOnThoseThatReferToIt() throws IOException {
    ExamplesTest.write(home);
    Homes.write(home, "models.json", "[{");

    assertThat(check()).filteredOn(problem -> problem.message().contains("models.json")).isEmpty();
  }

  @ParameterizedTest(name = "{0} of {1} ms within {2} ms: {3}")
  @CsvSource({
    "2, 90000, 120000, 0",
    "2, 90001, 120000, 1",
    "2, 120000, 120000, 1",
    "1, 120000, 120000, 0",
    "1, 120001, 120000, 1",
    "2, 30000, 20000, 2", // the usual time-out of the other model is too long as well
  })
  void aModelWhoseTimeTheProjectDoesNotHaveIsTold(
      int models, int timeoutMs, int totalTimeoutMs, int warnings) throws IOException {
    Homes.open(home).close();
    String model = "{\"id\":\"%s\",\"provider\":\"openai\"%s}";
    Homes.write(
        home,
        "models.json",
        "["
            + model.formatted("a", ",\"timeoutMs\":" + timeoutMs)
            + ","
            + model.formatted("b", "")
            + "]");
    Homes.write(
        home,
        "projects.json",
        ("[{\"id\":\"proj_a\",\"name\":\"A\",\"slug\":\"a\",\"models\":%s,"
                + "\"resilience\":{\"totalTimeoutMs\":%d}}]")
            .formatted(models == 1 ? "[\"a\"]" : "[\"a\",\"b\"]", totalTimeoutMs));

    assertThat(check())
        .filteredOn(told -> told.message().contains("totalTimeoutMs"))
        .hasSize(warnings)
        .allMatch(told -> told.severity() == Severity.WARNING);
  }

  @Test
  void aTornLedgerIsTold() throws IOException {
    Homes.open(home).close();
    Homes.write(home, "usage.json", "[\n{\"id\":\"use_1\",\"ti");

    assertThat(check()).singleElement().asString().contains("the next start sets it aside");
  }

  @Test
  void aFileInThePlaceOfTheTracesIsTold() throws IOException {
    Homes.open(home).close();
    Files.writeString(home.resolve("data").resolve("traces"), "x");

    assertThat(check()).anySatisfy(told -> assertThat(told.file()).isEqualTo("data/traces"));
  }

  @Test
  void tracesThatOthersMayReadAreTold() throws IOException {
    Homes.open(home).close();
    Path traces = Files.createDirectory(home.resolve("data").resolve("traces"));
    Files.setPosixFilePermissions(traces, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(check()).singleElement().asString().contains("data/traces");
  }

  @Test
  void aHomeThatDoesNotExistIsNoError() {
    assertThat(check()).extracting(ConfigProblem::severity).containsExactly(Severity.WARNING);
    assertThat(home).doesNotExist();
  }

  private List<ConfigProblem> check() {
    return FileHome.check(Homes.options(home));
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        contents.put(
            path + " " + Files.getLastModifiedTime(path),
            new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
      }
    }
    return contents;
  }
}
