package io.routerly.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.testkit.wire.Fixtures;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixturesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"openai-chat", "openai-responses", "anthropic-messages", "gemini-generate"})
  void listsEveryFileOfAFolderInItsIndex(String folder) throws Exception {
    assertThat(Fixtures.names(folder, "")).containsExactlyElementsOf(files(folder));
    assertThat(Fixtures.text(folder, "README.md"))
        .contains("Source: https://", "Written by hand on 20");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"openai-chat", "openai-responses", "anthropic-messages", "gemini-generate"})
  void holdsOnlyJsonButForTheGarbage(String folder) {
    for (String name : Fixtures.names(folder, ".json")) {
      assertThat(isJson(Fixtures.text(folder, name))).as(name).isTrue();
    }
    for (String name : Fixtures.names(folder, ".sse")) {
      assertThat(events(folder, name).allMatch(FixturesTest::isJson))
          .as(name)
          .isEqualTo(!name.startsWith("garbage"));
    }
  }

  @Test
  void namesAFixtureThatIsNotThere() {
    assertThatThrownBy(() -> Fixtures.bytes("openai-chat", "none.sse"))
        .hasMessageContaining("openai-chat/none.sse");
  }

  private static Stream<String> events(String folder, String name) {
    return Fixtures.text(folder, name)
        .lines()
        .filter(line -> line.startsWith("data:"))
        .map(line -> line.substring("data:".length()).strip())
        .filter(data -> !data.equals("[DONE]"));
  }

  private static List<String> files(String folder) throws Exception {
    URI index =
        FixturesTest.class
            .getResource("/io/routerly/testkit/fixtures/" + folder + "/index.txt")
            .toURI();
    try (Stream<Path> files = Files.list(Path.of(index).resolveSibling("."))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json") || name.endsWith(".sse"))
          .sorted()
          .toList();
    }
  }

  private static boolean isJson(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.read() != null;
    } catch (JsonException e) {
      return false;
    }
  }
}
