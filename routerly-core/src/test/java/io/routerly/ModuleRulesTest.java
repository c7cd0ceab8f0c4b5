package io.routerly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules across modules, held against their sources since no module sees all others' classes. */
class ModuleRulesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** The jar's filter must answer {@code Expect} after all others, in the words of its server. */
  @Test
  void onlyTheApiModuleKnowsJaxRs() throws IOException {
    assertThat(sourcesWith("\\bjakarta\\.ws\\.rs\\b"))
        .isNotEmpty()
        .allMatch(
            source ->
                source.startsWith("routerly-api/")
                    || source.matches("routerly-standalone/.*/ContinueFilter\\.java"));
  }

  @Test
  void onlyBootstrapAndCommandsOnAHomeKnowThatStateIsKeptInFiles() throws IOException {
    assertThat(sourcesWith("\\bio\\.routerly\\.store\\.file\\b"))
        .isNotEmpty()
        .allMatch(
            source ->
                source.contains("/io/routerly/store/file/")
                    || source.contains("/io/routerly/bootstrap/")
                    || source.matches("routerly-cli/.*/(Doctor|ResetAdmin)Command\\.java"));
  }

  /** The static methods search for the JSON provider at every call; the factories do it once. */
  @Test
  void noProductModuleMakesJsonByStaticMethods() throws IOException {
    assertThat(sourcesWith("\\bJson\\.create(?!\\w*Factory\\b)"))
        .allMatch(source -> source.matches("routerly-(testkit|acceptance)/.*"));
  }

  /** Returns the sources, below the repository's root, in which the pattern is found. */
  private static List<String> sourcesWith(String pattern) throws IOException {
    Pattern wanted = Pattern.compile(pattern);
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(ModuleRulesTest::javaFiles)
          .filter(file -> wanted.matcher(textOf(file)).find())
          .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String textOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
