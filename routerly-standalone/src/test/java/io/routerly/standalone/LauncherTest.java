package io.routerly.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher of the repository's root on Javas that only tell how they were called. */
class LauncherTest {
  private static final List<String> TOOLS =
      List.of("dirname", "readlink", "sed", "head", "tr", "mkdir", "touch");

  private Path folder;
  private Path root;
  private Path places;
  private Path path;

  @BeforeEach
  void prepare(@TempDir Path temporary) throws IOException {
    folder = temporary;
    root = Files.createDirectories(folder.resolve("a checkout"));
    places = Files.createDirectories(folder.resolve("javas"));
    path = Files.createDirectories(folder.resolve("bin"));
    Files.copy(Path.of("../routerly"), root.resolve("routerly"));
    makeRunnable(root.resolve("routerly"));
    for (String tool : TOOLS) {
      script(path.resolve(tool), "exec " + find(tool) + " \"$@\"");
    }
  }

  @Test
  void prefersTheJavaOfJavaHome() throws Exception {
    jar();
    java("newest", "25.0.1");
    Path chosen = java("chosen", "21.0.2");

    assertThat(run(Map.of("JAVA_HOME", chosen.toString())).text()).startsWith("chosen ");
  }

  @Test
  void takesTheNewestJavaWhenJavaHomeIsTooOld() throws Exception {
    jar();
    java("middle", "17.0.9");
    java("newest", "25");
    Path old = java("old", "1.8.0_402");

    assertThat(run(Map.of("JAVA_HOME", old.toString())).text()).startsWith("newest ");
  }

  @Test
  void findsTheJavaOnThePathThroughItsLinks() throws Exception {
    jar();
    Path home = java(folder.resolve("elsewhere"), "linked", "21.0.1");
    Files.createSymbolicLink(path.resolve("java"), home.resolve("bin/java"));

    assertThat(run(Map.of()).text()).startsWith("linked ");
  }

  @Test
  void saysInOneSentenceThatThereIsNoJava() throws Exception {
    jar();
    java("old", "11.0.22");

    Result result = run(Map.of());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.text())
        .isEqualTo(
            "routerly: no Java 17 or newer was found: install one, or set JAVA_HOME to it.\n");
  }

  @Test
  void saysInOneSentenceThatThereIsNoMaven() throws Exception {
    jdk("jdk", "21");

    Result result = run(Map.of());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.text()).contains("no Maven to build it").hasLineCount(1);
  }

  @Test
  void wantsACompilerOnlyWhenThereIsSomethingToBuild() throws Exception {
    java("runtime", "25");

    assertThat(run(Map.of()).text()).contains("no JDK 17 or newer was found").hasLineCount(1);

    jar();
    assertThat(run(Map.of()).text()).startsWith("runtime ");
  }

  @Test
  void buildsTheJarWhenThereIsNone() throws Exception {
    jdk("jdk", "21");
    script(
        path.resolve("mvn"),
        "echo \"mvn $*\"; mkdir -p routerly-standalone/target; touch"
            + " routerly-standalone/target/routerly.jar");

    assertThat(run(Map.of()).text())
        .contains("mvn -q -B -Dstyle.color=never -DskipTests -pl routerly-standalone -am package\n")
        .contains("jdk -XX");
  }

  @Test
  void saysThatTheBuildFailed() throws Exception {
    jdk("jdk", "21");
    script(path.resolve("mvn"), "exit 1");

    Result result = run(Map.of());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.text()).endsWith("routerly: the build failed; its messages are above.\n");
  }

  @Test
  void worksThroughALinkAndKeepsArgumentsTogether() throws Exception {
    jar();
    java("java", "17.0.1");
    Path link = Files.createSymbolicLink(path.resolve("routerly"), root.resolve("routerly"));

    String text = run(Map.of(), link, "doctor", "--home", "my home").text();

    assertThat(text)
        .contains("[" + root.toRealPath() + "/routerly-standalone/target/routerly.jar]")
        .endsWith("[doctor][--home][my home]\n");
  }

  @Test
  void givesEachJavaTheOptionsThatItKnows() throws Exception {
    jar();
    Path seventeen = java("seventeen", "17.0.1");
    Path newest = java("newest", "25.0.1");

    assertThat(run(Map.of("JAVA_HOME", seventeen.toString())).text())
        .contains("[-XX:+UseSerialGC]")
        .doesNotContain("AutoCreateSharedArchive", "CompactObjectHeaders");
    assertThat(run(Map.of("JAVA_HOME", newest.toString())).text())
        .contains("AutoCreateSharedArchive", "[-XX:+UseCompactObjectHeaders]");
  }

  @Test
  void letsTheUserChooseOptionsAndAnotherCollector() throws Exception {
    jar();
    java("java", "17.0.1");

    assertThat(run(Map.of("ROUTERLY_JAVA_OPTS", "-XX:+UseZGC -Xmx300m")).text())
        .contains("[-XX:+UseZGC][-Xmx300m][-jar]")
        .doesNotContain("SerialGC");
  }

  private record Result(int exitCode, String text) {}

  private Result run(Map<String, String> environment) throws Exception {
    return run(environment, root.resolve("routerly"), "start");
  }

  private Result run(Map<String, String> environment, Path script, String... arguments)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList());
    builder.environment().clear();
    builder.environment().put("PATH", path.toString());
    builder.environment().put("ROUTERLY_JAVA_PLACES", places.toString());
    builder.environment().putAll(environment);
    Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), text);
  }

  private void jar() throws IOException {
    Path target = Files.createDirectories(root.resolve("routerly-standalone/target"));
    Files.createFile(target.resolve("routerly.jar"));
  }

  private Path java(String name, String version) throws IOException {
    return java(places, name, version);
  }

  private static Path java(Path folder, String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/java"), "printf '" + name + " '; printf '[%s]' \"$@\"; echo");
    return home;
  }

  private void jdk(String name, String version) throws IOException {
    Path home = java(name, version);
    script(home.resolve("bin/javac"), "exit 0");
    script(home.resolve("bin/java"), "printf '" + name + " %s' \"$1\"; echo");
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    makeRunnable(file);
  }

  private static void makeRunnable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path find(String tool) {
    return Stream.of("/bin", "/usr/bin")
        .map(place -> Path.of(place, tool))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }
}
