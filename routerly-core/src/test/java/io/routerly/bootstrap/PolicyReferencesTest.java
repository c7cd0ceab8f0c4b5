package io.routerly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import io.routerly.store.file.FileHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a home says of policies whose settings name something that there is not. */
final class PolicyReferencesTest {
  private final Path home;

  PolicyReferencesTest(@TempDir Path folder) {
    this.home = folder.resolve("home");
  }

  @Test
  void aModelThatIsAskedAndIsNotThereIsToldOfAndStopsNothing() throws IOException {
    GatewayOptions options = GatewayOptions.of(home);
    Gateway.open(options).close();
    Files.writeString(
        home.resolve("config").resolve("projects.json"),
        """
        [{"id":"proj_a","name":"A","slug":"a","models":[],"tokens":[],"members":[],
          "policies":[{"type":"llm","config":{"modelId":"nowhere"}}]}]""");

    assertThat(problems(options))
        .extracting(ConfigProblem::pointer)
        .containsExactly("/0/policies/0/config");
    assertThat(problems(options))
        .singleElement()
        .satisfies(problem -> assertThat(problem.severity()).isEqualTo(Severity.WARNING))
        .satisfies(problem -> assertThat(problem.message()).contains("\"nowhere\""));
    Gateway.open(options).close();
  }

  private static List<ConfigProblem> problems(GatewayOptions options) {
    return FileHome.check(Gateway.homeOptions(options)).stream()
        .filter(problem -> problem.file().equals("projects.json"))
        .toList();
  }
}
