package io.routerly.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.routing.Embedder;
import io.routerly.routing.Vector;
import io.routerly.store.ConfigProblem;
import io.routerly.store.file.FileHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HomeLibrariesTest {
  private static final String PROJECTS =
      """
      [{"id":"proj_a","name":"A","slug":"a","models":[],"tokens":[],"members":[],
        "policies":[{"type":"semantic-intent","config":{"intents":{
          "n":{"examples":["e"],"candidateModels":[%s]}}}}]}]\
      """;

  private final Path home;

  HomeLibrariesTest(@TempDir Path folder) {
    this.home = folder.resolve("home");
  }

  /** What a jar of somebody else might bring. */
  public static final class Length implements Embedder {
    @Override
    public Vector embed(String text) {
      return Vector.of(text.length());
    }
  }

  @Test
  void findsTheEmbedderOfAJarInLib() throws IOException {
    add("embedder.jar", Length.class.getName());

    assertThat(HomeLibraries.haveEmbedder(home)).isTrue();
    try (HomeLibraries libraries = HomeLibraries.open(home)) {
      assertThat(libraries.embedder(Runnable::run).get()).containsInstanceOf(Length.class);
    }
  }

  /** One that tells when it is made. */
  public static final class Told implements Embedder {
    private static final CountDownLatch MADE = new CountDownLatch(1);

    public Told() {
      MADE.countDown();
    }

    @Override
    public Vector embed(String text) {
      return Vector.of(text.length());
    }
  }

  @Test
  void loadsTheEmbedderBeforeTheFirstCallThatNeedsIt() throws Exception {
    Gateway.open(GatewayOptions.of(home)).close();
    add("embedder.jar", Told.class.getName());
    Gateway.open(GatewayOptions.of(home)).close();
    assertThat(Told.MADE.getCount()).isEqualTo(1);

    try (Gateway gateway = Gateway.open(GatewayOptions.of(home))) {
      Files.writeString(
          home.resolve("config").resolve("projects.json"), PROJECTS.formatted("\"m\""));
      assertThat(gateway.config().current()).isNotNull();
      assertThat(Told.MADE.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void findsNoneWithoutOne() throws IOException {
    assertThat(HomeLibraries.haveEmbedder(home)).isFalse();
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib").resolve("README"), "nothing");

    try (HomeLibraries libraries = HomeLibraries.open(home)) {
      assertThat(libraries.embedder().isPresent()).isFalse();
      assertThat(libraries.embedder(Runnable::run).get()).isEmpty();
    }
  }

  @Test
  void doesWithoutAnEmbedderThatCannotBeLoaded() throws IOException {
    add("embedder.jar", "org.example.Missing");

    try (HomeLibraries libraries = HomeLibraries.open(home)) {
      assertThat(libraries.embedder().isPresent()).isTrue();
      assertThat(libraries.embedder(Runnable::run).get()).isEmpty();
    }
  }

  @ParameterizedTest(name = "lib {0}, jar {1}")
  @CsvSource({"rwxrwxr-x, rw-------", "rwx------, rw-rw-r--", "rwx---rwx, rw-r--r--"})
  void loadsNothingThatOthersMayHaveWritten(String folder, String file) throws IOException {
    Path jar = add("embedder.jar", Length.class.getName());
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString(file));
    Files.setPosixFilePermissions(home.resolve("lib"), PosixFilePermissions.fromString(folder));

    assertThat(HomeLibraries.haveEmbedder(home)).isFalse();
  }

  @Test
  void aHomeKeepsItsLibrariesToItsOwner() throws IOException {
    Path jar = add("embedder.jar", Length.class.getName());
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));

    Gateway.open(GatewayOptions.of(home)).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(jar)))
        .isEqualTo("rw-------");
  }

  @Test
  void aPolicyThatNeedsAJarIsWarnedOfUntilItIsThere() throws IOException {
    Gateway.open(GatewayOptions.of(home)).close();
    Files.writeString(home.resolve("config").resolve("projects.json"), PROJECTS.formatted("\"m\""));

    assertThat(warnings()).hasSize(2).anyMatch(text -> text.contains("routerly-embeddings.jar"));
    add("embedder.jar", Length.class.getName());
    assertThat(warnings()).singleElement().asString().contains("no model \"m\"");
    Gateway.open(GatewayOptions.of(home)).close();
  }

  private List<String> warnings() {
    return FileHome.check(Gateway.homeOptions(GatewayOptions.of(home))).stream()
        .filter(problem -> problem.file().equals("projects.json"))
        .map(ConfigProblem::message)
        .toList();
  }

  /** Puts a jar into {@code lib} that names a class as its embedder. */
  private Path add(String name, String className) throws IOException {
    Path folder = Files.createDirectories(home.resolve("lib"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("META-INF/services/" + Embedder.class.getName()));
      out.write(className.getBytes(UTF_8));
      out.closeEntry();
    }
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-------"));
    return jar;
  }
}
