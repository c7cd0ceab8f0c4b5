package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.budget.Scope;
import io.routerly.domain.BudgetState;
import io.routerly.domain.CallStatus;
import io.routerly.domain.UsageRecord;
import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.script.Script;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Budgets, as applications meet them. */
class BudgetsTest {
  private static final String CHAT =
      "{\"model\":\"auto\",\"stream\":%s,\"max_tokens\":20,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String CALLS =
      "{\"budgets\":[{\"metric\":\"calls\",\"limit\":%s,\"windowType\":\"period\",\"windowSize\":\"yearly\"}]}";

  @TempDir Path home;

  private RunningProxy proxy(FakeOpenAi provider) {
    return new RunningProxy(home).model("paid", "openai", provider);
  }

  private static List<HttpResponse<String>> posts(
      RunningProxy proxy, int count, int connections, String body) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(connections);
    try {
      List<Future<HttpResponse<String>>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        running.add(clients.submit(() -> proxy.post("v1/chat/completions", body)));
      }
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (Future<HttpResponse<String>> each : running) {
        answers.add(each.get());
      }
      return answers;
    } finally {
      clients.shutdownNow();
    }
  }

  @ParameterizedTest(name = "on {0}, stream {1}, {2} connections")
  @CsvSource({
    "global, false, 24",
    "global, true, 24",
    "project, false, 24",
    "project, true, 24",
    "token, false, 24",
    "token, true, 24",
    "project, true, 1"
  })
  void exactlyAsManyCallsPassAsTheLimitSays(String level, boolean stream, int connections)
      throws Exception {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = proxy(provider)) {
      String budget = CALLS.formatted(30);
      switch (level) {
        case "global" -> proxy.settings(budget);
        case "project" -> proxy.project(budget);
        default -> proxy.token(budget);
      }

      List<HttpResponse<String>> answers = posts(proxy, 90, connections, CHAT.formatted(stream));

      assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(30);
      assertThat(answers).filteredOn(answer -> answer.statusCode() == 503).hasSize(60);
      Scope scope =
          switch (level) {
            case "global" -> Scope.GLOBAL;
            case "project" -> Scope.project("proj_test");
            default ->
                Scope.token(
                    proxy.gateway().config().current().projects().get(0).tokens().get(0).id());
          };
      BudgetState state = proxy.gateway().budgets().states(scope).get(0);
      assertThat(state.used()).isEqualByComparingTo("30");
      assertThat(state.reserved()).isEqualByComparingTo("0");
      assertThat(proxy.records().stream().mapToInt(UsageRecord::calls).sum()).isEqualTo(30);
      assertThat(proxy.records())
          .filteredOn(record -> record.status() == CallStatus.BUDGET_EXCEEDED)
          .hasSize(60);
    }
  }

  @Test
  void aRefusalSaysWhichBudgetAndWhenToComeBack() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = proxy(provider).project(CALLS.formatted(0))) {
      HttpResponse<String> refused = proxy.post("v1/chat/completions", CHAT.formatted(false));

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("x-routerly-error")).hasValue("budget_exceeded");
      assertThat(refused.headers().firstValue("x-should-retry")).hasValue("false");
      assertThat(Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow()))
          .isBetween(1L, 366L * 86_400);
      JsonObject error = json(refused).getJsonObject("error");
      assertThat(error.getString("type")).isEqualTo("budget_exceeded");
      assertThat(error.getString("code")).isEqualTo("budget_exceeded");
      assertThat(error.getString("message"))
          .startsWith(
              "The yearly budget on calls of project My App is exhausted: 0 of 0 calls used");
      assertThat(proxy.get("v1/models").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPolicyThatLooksAtBudgetsLeavesTheCallItsOwnShare() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy =
            proxy(provider)
                .project(CALLS.formatted(1))
                .project("{\"policies\":[\"budget-remaining\"]}")) {
      assertThat(proxy.post("v1/chat/completions", CHAT.formatted(false)).statusCode())
          .isEqualTo(200);
      assertThat(proxy.post("v1/chat/completions", CHAT.formatted(false)).statusCode())
          .isEqualTo(503);
    }
  }

  @Test
  void anthropicsClientsAreToldInTheirOwnWords() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = proxy(provider).project(CALLS.formatted(0))) {
      HttpResponse<String> refused =
          proxy.post(
              "v1/messages",
              "{\"model\":\"auto\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(json(refused).getJsonObject("error").getString("type")).isEqualTo("api_error");
      assertThat(json(refused).getJsonObject("error").getString("message"))
          .contains("yearly budget on calls");
    }
  }

  @Test
  void aCallThatNoProviderAnsweredCostsNothing() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = proxy(provider).project(CALLS.formatted(1))) {
      provider.next(Script.error(500), Script.error(500));

      assertThat(proxy.post("v1/chat/completions", CHAT.formatted(false)).statusCode())
          .isEqualTo(500);
      assertThat(proxy.post("v1/chat/completions", CHAT.formatted(false)).statusCode())
          .isEqualTo(200);
      assertThat(proxy.post("v1/chat/completions", CHAT.formatted(false)).statusCode())
          .isEqualTo(503);
    }
  }

  @Test
  void costIsHeldByEstimateAndSettledToTheActualFigure() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy =
            proxy(provider)
                .project(
                    "{\"budgets\":[{\"metric\":\"cost\",\"limit\":0.002,"
                        + "\"windowType\":\"rolling\",\"windowSize\":\"day\"}]}")) {
      assertThat(proxy.post("v1/chat/completions", CHAT.formatted(false)).statusCode())
          .isEqualTo(200);
      UsageRecord record = proxy.records().get(0);
      BudgetState state = proxy.gateway().budgets().states(Scope.project("proj_test")).get(0);
      assertThat(state.used())
          .isEqualByComparingTo(record.cost().orElseThrow().total().usd())
          .isGreaterThan(BigDecimal.ZERO);
      assertThat(state.reserved()).isEqualByComparingTo("0");
    }
  }

  @Test
  void asManyAnswersAreHeldAsTheRequestAsksFor() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy =
            proxy(provider)
                .project(
                    "{\"budgets\":[{\"metric\":\"output_tokens\",\"limit\":99,"
                        + "\"windowType\":\"rolling\",\"windowSize\":\"day\"}]}")) {
      String five = CHAT.formatted(false).replace("\"stream\"", "\"n\":5,\"stream\"");

      assertThat(proxy.post("v1/chat/completions", five).body()).contains("budget_exceeded");
      assertThat(proxy.post("v1/chat/completions", CHAT.formatted(false)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aRequestThatMayCostTooMuchIsRefused() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = proxy(provider).project("{\"maxCostPerRequest\":0.0005}")) {
      HttpResponse<String> refused = proxy.post("v1/chat/completions", CHAT.formatted(false));

      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(json(refused).getJsonObject("error").getString("code"))
          .isEqualTo("max_cost_exceeded");
    }
  }

  @Test
  void modelsWithoutPricesAreLeftOutWhereTheProjectSaysSo() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy =
            new RunningProxy(home)
                .model(
                    "{\"id\":\"unknown\",\"provider\":\"openai\",\"apiKey\":\"%s\",\"baseUrl\":\"%s\"}",
                    provider.apiKey(), provider.baseUrl())) {
      assertThat(proxy.post("v1/chat/completions", CHAT.formatted(false)).statusCode())
          .isEqualTo(200);
      proxy.project("{\"unpricedModels\":\"block\"}");
      HttpResponse<String> refused = proxy.post("v1/chat/completions", CHAT.formatted(false));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("no_model_available").contains("unpriced");
    }
  }

  @Test
  void manyRefusalsAreFoldedIntoOneRecord() throws Exception {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = proxy(provider).project(CALLS.formatted(0))) {
      posts(proxy, 150, 8, CHAT.formatted(false));
      proxy.gateway().refusals().close();

      assertThat(proxy.records()).hasSizeBetween(61, 122);
      assertThat(proxy.records().stream().mapToInt(UsageRecord::count).sum()).isEqualTo(150);
    }
  }

  @Test
  void administratorsSeeTheCountersThatCallsAreHeldBy() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy =
            proxy(provider)
                .settings(CALLS.formatted(7))
                .project(CALLS.formatted(5))
                .token(CALLS.formatted("3.5"))) {
      proxy.post("v1/chat/completions", CHAT.formatted(false));
      Administrator administrator = Administrator.first(proxy);
      String tokenId = proxy.onlyRecord().tokenId();

      JsonObject global = administrator.read("api/budgets");
      assertThat(global.getInt("total")).isEqualTo(1);
      JsonObject item = global.getJsonArray("items").getJsonObject(0);
      assertThat(item.getString("level")).isEqualTo("global");
      assertThat(item.getJsonNumber("used")).hasToString("1");
      assertThat(item.getJsonNumber("reserved")).hasToString("0");
      assertThat(item.getJsonNumber("remaining")).hasToString("6");
      assertThat(item.getString("resetAt")).endsWith("-01-01T00:00:00Z");
      assertThat(administrator.get("api/projects/my-app/budgets").body())
          .contains("\"level\":\"project\"", "\"limit\":5,", "\"remaining\":4,");
      assertThat(administrator.get("api/projects/my-app/tokens/" + tokenId + "/budgets").body())
          .contains("\"level\":\"token\"", "\"limit\":3.5,", "\"remaining\":2.5,");
      assertThat(administrator.get("api/projects/my-app/tokens/tok_x/budgets").statusCode())
          .isEqualTo(404);
      assertThat(proxy.send(proxy.request("api/budgets")).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void theDryRunLeavesOutWhatABudgetHasNoRoomFor() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = proxy(provider).project(CALLS.formatted(0))) {
      HttpResponse<String> dry =
          proxy.send(
              proxy
                  .request("api/projects/my-app/route")
                  .header("Authorization", "Bearer " + Administrator.first(proxy).session())
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(CHAT.formatted(false))));

      assertThat(dry.statusCode()).isEqualTo(200);
      assertThat(dry.body()).contains("\"by\":\"budget\"", "yearly budget on calls");
      assertThat(proxy.records()).isEmpty();
    }
  }

  private static JsonObject json(HttpResponse<String> response) {
    return Administrator.json(response);
  }
}
