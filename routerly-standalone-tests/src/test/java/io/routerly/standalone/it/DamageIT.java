package io.routerly.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.acceptance.Browser;
import io.routerly.testkit.FakeOpenAi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That a damaged home stops the start with file, place and remedy, and is left as it is; and that
 * it starts again once the file is repaired, with set-up closed all the while.
 *
 * <p>All cases share one home, which each leaves as it found it, so that each costs one start.
 */
class DamageIT {
  @TempDir static Path home;

  /**
   * A configuration file and what can be done to it.
   *
   * @param key one of its keys, at {@code place} in the file
   * @param misspelt the same with two letters exchanged
   * @param unique the key that must differ between entries; empty for a file without entries
   */
  private record Subject(String file, String place, String key, String misspelt, String unique) {}

  private static final List<Subject> SUBJECTS =
      List.of(
          new Subject("settings.json", "/", "port", "prot", ""),
          new Subject("users.json", "/0/", "role", "rloe", "id"),
          new Subject("roles.json", "/0/", "permissions", "premissions", "name"),
          new Subject("models.json", "/0/", "provider", "provdier", "id"),
          new Subject("projects.json", "/0/", "slug", "slgu", "slug"));

  /** One case: what is done to which file, and what the message must hold. */
  private record Damage(String name, String path, UnaryOperator<String> done, List<String> told) {
    @Override
    public String toString() {
      return path + ": " + name;
    }
  }

  @BeforeAll
  static void setUpAndStop() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningJar jar = RunningJar.start(home)) {
      Browser admin = Installation.setUp(jar, provider).admin();
      Browser.json(
          admin.post("api/roles", "{\"name\":\"auditor\",\"permissions\":[\"usage:read\"]}"), 201);
      jar.stop();
    }
  }

  static Stream<Damage> damages() {
    return Stream.concat(SUBJECTS.stream().flatMap(DamageIT::damages), damagesOfTheLedger());
  }

  private static Stream<Damage> damages(Subject subject) {
    String file = subject.file();
    String path = "config/" + file;
    String key = "\"" + subject.key() + "\"";
    String at = file + " at " + subject.place();
    Stream<Damage> damages =
        Stream.of(
            new Damage(
                "truncated",
                path,
                text -> text.substring(0, text.length() / 2),
                List.of(file + ": is not valid JSON at line ", "cut off", "backup")),
            new Damage(
                "not JSON",
                path,
                text -> "hello",
                List.of(file + ": is not valid JSON at line 1", "backup")),
            new Damage(
                "byte-order mark",
                path,
                text -> "\uFEFF" + text,
                List.of(file, "byte-order mark", "without BOM", "backup")),
            new Damage(
                "misspelt key",
                path,
                text -> text.replaceFirst(key, "\"" + subject.misspelt() + "\""),
                List.of(at + subject.misspelt(), "did you mean " + key)),
            new Damage(
                "wrong type",
                path,
                text -> text.replaceFirst(key + "\\s*:", key + ": true, \"was\":"),
                List.of(at + subject.key() + ": must be ", "but is a boolean")));
    return subject.unique().isEmpty() ? damages : Stream.concat(damages, duplicate(subject));
  }

  private static Stream<Damage> duplicate(Subject subject) {
    return Stream.of(
        new Damage(
            "an entry twice",
            "config/" + subject.file(),
            text -> {
              String entries = text.substring(text.indexOf('[') + 1, text.lastIndexOf(']'));
              return "[" + entries + "," + entries + "]";
            },
            List.of(subject.file() + " at /1/" + subject.unique(), "must be unique")));
  }

  private static Stream<Damage> damagesOfTheLedger() {
    String path = "data/usage.json";
    return Stream.of(
        new Damage("empty", path, text -> "", List.of("usage.json: is empty", "put back a backup")),
        new Damage(
            "damaged in the middle",
            path,
            text -> "[\n{\"id\":},\n{}\n]\n",
            List.of("usage.json: line 2 is damaged", "repair or remove that line")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void refusesToStart(Damage damage) throws IOException {
    Path path = home.resolve(damage.path());
    String sound = Files.readString(path);
    String damaged = damage.done().apply(sound);
    assertThat(damaged).isNotEqualTo(sound);
    Files.writeString(path, damaged);
    try {
      assertThat(RunningJar.startRefused(home)).contains(damage.told()).doesNotContain("Exception");
      assertThat(Files.readString(path)).isEqualTo(damaged);
    } finally {
      Files.writeString(path, sound);
    }
  }

  static Stream<String> files() {
    return SUBJECTS.stream().map(Subject::file);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void anEmptyFileStopsTheStartAndOnceItIsRepairedSetUpIsClosedStill(String file)
      throws IOException {
    Path path = home.resolve("config").resolve(file);
    String sound = Files.readString(path);
    Files.writeString(path, "");
    try {
      assertThat(RunningJar.startRefused(home))
          .contains(file + ": is empty", "backup")
          .doesNotContain("Exception");
      assertThat(path).isEmptyFile();
    } finally {
      Files.writeString(path, sound);
    }
    try (RunningJar jar = RunningJar.start(home)) {
      assertThat(Installation.makeFirstAdmin(jar.root()).statusCode()).isEqualTo(403);
      assertThat(Installation.signIn(jar.root()).get("api/models/gpt-5").statusCode())
          .isEqualTo(200);
      assertThat(jar.stop()).isZero();
    }
  }
}
