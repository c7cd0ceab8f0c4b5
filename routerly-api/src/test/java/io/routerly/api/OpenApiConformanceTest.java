package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.api.ServedHome.Caller;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running service, held against the description of its API. */
class OpenApiConformanceTest {
  private final Contract contract = new Contract(DescribedApi.ofThisBuild());

  @Test
  void aFieldThatIsNotDescribedIsFound() {
    JsonObject schema = schema("BudgetStandingPage");
    String page = "{\"items\":[],\"total\":0%s}";

    contract.checkJson(schema, page.formatted(""), "page");

    assertThatThrownBy(() -> contract.checkJson(schema, page.formatted(",\"more\":1"), "page"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("more");
    assertThatThrownBy(() -> contract.checkJson(schema, "{\"items\":[]}", "page"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("total");
  }

  @Test
  void whatWasNotCalledIsNamed() {
    assertThat(contract.answersMissing()).contains("modelsList 200", "modelsCreate 409");
    assertThat(contract.schemasMissing()).contains("ModelView");
  }

  private static JsonObject schema(String name) {
    return Json.createObjectBuilder().add("$ref", "#/components/schemas/" + name).build();
  }

  @Test
  void everyOperationAnswersAsItIsDescribed(@TempDir Path folder) throws Exception {
    SettableClock clock = new SettableClock();
    try (ServedHome home = new ServedHome(folder, clock)) {
      Caller ann = home.signIn("ann", "admin");
      ContractScenario scenario = new ContractScenario(home, new ContractClient(contract, ann));
      scenario.run();
      ContractProbes probes = new ContractProbes(contract, home, ann, scenario);
      probes.run();
      ContractRefusals refusals = new ContractRefusals(contract, home, ann);
      refusals.run();
      new ContractSignOn(contract, home, ann).run(clock);
      new ContractEvents(contract, home, ann).run();
      new ContractClient(contract, ann).post("api/system/secret/rotate", "");
      Caller again = home.signIn("ann", "admin");
      scenario.stir(again);
      breakFiles(folder.resolve("config"));
      probes.whileFilesAreBroken(again);
      new ContractClient(contract, again).get("api/system/info");
    }
    new ContractSetUp(contract).run(folder.resolve("new"));
    report();
    assertThat(contract.answersMissing())
        .as("answers that are described and were not met")
        .isEmpty();
    assertThat(contract.schemasMissing()).as("schemas of which nothing was met").isEmpty();
  }

  private static void breakFiles(Path config) throws IOException {
    for (String name : new String[] {"models", "projects", "users", "roles", "settings"}) {
      Files.writeString(config.resolve(name + ".json"), "{");
    }
  }

  private void report() {
    System.out.printf(
        "OpenAPI conformance: %d answers held against the description, %d kinds of answers of %d"
            + " operations and %d schemas%n",
        contract.cases(),
        contract.answersMet(),
        contract.api.operations().size(),
        contract.api.schemas().size());
  }
}
