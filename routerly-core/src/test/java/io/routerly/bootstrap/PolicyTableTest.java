package io.routerly.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.PolicySpec;
import io.routerly.health.Learnt;
import io.routerly.json.JsonFactories;
import io.routerly.routing.PolicyFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of policies in the documentation names those that there are, with their settings. */
class PolicyTableTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "concepts", "routing.md");

  /** A setting, and in brackets its default, which may be told in words. */
  private static final Pattern SETTING = Pattern.compile("`(\\w+)`(?: \\(([^)]*)\\))?");

  private static final Pattern VALUE = Pattern.compile("[0-9.]+|true|false");

  private static final Map<String, PolicyFactory> FACTORIES =
      BuiltIns.policies(Learnt.nothing(() -> 0, model -> List.of())).stream()
          .collect(toMap(PolicyFactory::type, factory -> factory));

  /** What a policy cannot be made without. */
  private static final Map<String, String> REQUIRED =
      Map.of(
          "llm", "{\"modelId\":\"m\"}",
          "semantic-intent",
              "{\"intents\":{\"n\":{\"examples\":[\"e\"],\"candidateModels\":[\"m\"]}}}");

  /** A row of the table: settings by name, with their default, or an empty text without one. */
  private record Row(String policy, Map<String, String> settings) {
    JsonObject defaults() {
      var defaults = JsonFactories.BUILDERS.createObjectBuilder(required());
      settings.forEach(
          (name, value) -> {
            if (VALUE.matcher(value).matches()) {
              defaults.add(name, read("{\"value\":" + value + "}").get("value"));
            }
          });
      return defaults.build();
    }

    JsonObject required() {
      return read(REQUIRED.getOrDefault(policy, "{}"));
    }

    JsonObject with(String name, JsonValue value) {
      return JsonFactories.BUILDERS.createObjectBuilder(required()).add(name, value).build();
    }

    @Override
    public String toString() {
      return policy;
    }
  }

  private static JsonObject read(String json) {
    return JsonFactories.READERS.createReader(new StringReader(json)).readObject();
  }

  static Stream<Row> rows() throws IOException {
    String text = Files.readString(DOCUMENT, UTF_8);
    return text.substring(text.indexOf("\n## Policies"))
        .lines()
        .dropWhile(line -> !line.startsWith("|---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
        .map(cells -> new Row(cells.get(1).replace("`", ""), settings(cells.get(4))));
  }

  private static Map<String, String> settings(String cell) {
    Map<String, String> settings = new LinkedHashMap<>();
    SETTING
        .matcher(cell)
        .results()
        .forEach((MatchResult found) -> settings.put(found.group(1), otherwise(found)));
    return settings;
  }

  private static String otherwise(MatchResult found) {
    return found.group(2) == null ? "" : found.group(2);
  }

  private static Object policy(String type, JsonObject config) {
    return requireNonNull(FACTORIES.get(type), type).create(new PolicySpec(type, config));
  }

  @Test
  void namesAllPoliciesAndNoOther() throws IOException {
    assertThat(rows().map(Row::policy)).containsExactlyInAnyOrderElementsOf(FACTORIES.keySet());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void tellsTheDefaults(Row row) {
    assertThat(policy(row.policy(), row.defaults()))
        .usingRecursiveComparison()
        .isEqualTo(policy(row.policy(), row.required()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void namesSettingsThatAreKnown(Row row) {
    for (String name : row.settings().keySet()) {
      JsonObject wrong = row.with(name, JsonValue.EMPTY_JSON_ARRAY);
      assertThatThrownBy(() -> policy(row.policy(), wrong))
          .isInstanceOf(InvalidFieldException.class)
          .hasMessageContaining("\"" + name + "\"")
          .hasMessageNotContaining("unknown");
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void namesAllSettingsThatThereAre(Row row) {
    Throwable refused =
        catchThrowable(() -> policy(row.policy(), row.with("surprise", JsonValue.TRUE)));

    assertThat(refused).isInstanceOf(InvalidFieldException.class);
    String said = requireNonNull(refused.getMessage());
    String known =
        said.contains("known are [")
            ? said.substring(said.indexOf('[') + 1, said.lastIndexOf(']'))
            : "";
    assertThat(known.isEmpty() ? List.of() : List.of(known.split(", ")))
        .containsExactlyInAnyOrderElementsOf(row.settings().keySet());
  }
}
