package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.script.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /metrics} of a running service. */
final class MetricsTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "reference", "metrics.md");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([a-z_0-9]+)`");
  private static final Pattern SHOWN = Pattern.compile("(?m)^# TYPE (\\S+) ");
  private static final String TOKEN = "canary-metrics-token";
  private static final String CHAT =
      "{\"model\":\"auto\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String BUDGET =
      "{\"budgets\":[{\"metric\":\"calls\",\"limit\":%d,\"windowType\":\"period\",\"windowSize\":\"yearly\"}]}";

  @TempDir Path home;

  private static HttpResponse<String> read(RunningProxy proxy, String... headers) {
    var request = proxy.request("metrics");
    return proxy.send((headers.length == 0 ? request : request.headers(headers)).GET());
  }

  private static String figures(RunningProxy proxy) {
    HttpResponse<String> answer = read(proxy);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    return answer.body();
  }

  private RunningProxy open(FakeOpenAi provider) {
    return new RunningProxy(home)
        .model("paid", "openai", provider)
        .settings("{\"metricsOpen\":true}");
  }

  @Test
  void everyMetricIsDocumentedAndEveryDocumentedOneIsThere() throws IOException {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = open(provider).project(BUDGET.formatted(10))) {
      assertThat(proxy.post("v1/chat/completions", CHAT).statusCode()).isEqualTo(200);

      assertThat(names(SHOWN, figures(proxy)))
          .isEqualTo(names(DOCUMENTED, Files.readString(DOCUMENT)));
    }
  }

  private static Set<String> names(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    pattern.matcher(text).results().forEach(found -> names.add(found.group(1)));
    assertThat(names).isNotEmpty();
    return names;
  }

  @Test
  void callsBudgetsAndModelsAreShownAsTheyStand() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = open(provider).project(BUDGET.formatted(1))) {
      proxy.post("v1/chat/completions", CHAT);
      proxy.post("v1/chat/completions", CHAT);
      proxy.gateway().refusals().flush(Instant.now().plusSeconds(600));

      String budget =
          "{level=\"project\",metric=\"calls\",project=\"my-app\",time_zone=\"UTC\",token=\"\",window=\"yearly\",window_type=\"period\"} ";
      assertThat(figures(proxy).lines())
          .contains(
              "routerly_budget_used" + budget + "1.0",
              "routerly_budget_reserved" + budget + "0.0",
              "routerly_budget_limit" + budget + "1.0",
              "routerly_models{priced=\"true\"} 1.0",
              "routerly_models{priced=\"false\"} 0.0",
              "routerly_ledger_healthy 1.0",
              "routerly_ledger_held_records 0.0",
              "routerly_model_cooldown_seconds{model=\"paid\",provider=\"openai\"} 0.0",
              "routerly_calls_total{call_type=\"chat\",model=\"paid\",project=\"my-app\",provider=\"openai\",status=\"success\"} 1.0",
              "routerly_attempts_total{call_type=\"chat\",model=\"\",project=\"my-app\",provider=\"\",status=\"budget_exceeded\"} 1.0");
    }
  }

  @Test
  void budgetsThatFollowDifferentClocksAreShownBeside() {
    String budgets =
        """
        {"budgets":[
          {"metric":"calls","limit":5,"windowType":"period","windowSize":"daily"},
          {"metric":"calls","limit":6,"windowType":"period","windowSize":"daily","timeZone":"Asia/Tokyo"}]}
        """;
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = open(provider).project(budgets)) {
      assertThat(figures(proxy).lines().filter(line -> line.startsWith("routerly_budget_limit{")))
          .anyMatch(line -> line.contains("time_zone=\"UTC\"") && line.endsWith(" 5.0"))
          .anyMatch(line -> line.contains("time_zone=\"Asia/Tokyo\"") && line.endsWith(" 6.0"));
    }
  }

  @Test
  void aModelThatIsLeftAloneIsShownWithHowMuchLonger() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = open(provider)) {
      provider.byDefault(Script.respond(429, "{\"error\":{\"message\":\"slow down\"}}"));
      proxy.post("v1/chat/completions", CHAT);

      assertThat(figures(proxy).lines())
          .filteredOn(line -> line.startsWith("routerly_model_cooldown_seconds{model=\"paid\""))
          .singleElement()
          .satisfies(
              line ->
                  assertThat(Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                      .isPositive());
    }
  }

  @Test
  void noTokenAndNoWordOfTheClientIsInIt() {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningProxy proxy = open(provider)) {
      proxy.post("v1/chat/completions", CHAT.replace("auto", "canary-model-name"));
      proxy.post("v1/chat/completions", CHAT);

      assertThat(figures(proxy))
          .doesNotContain("canary", "Hello", provider.apiKey(), proxy.token())
          .doesNotContain(proxy.token().substring(0, 14));
    }
  }

  @Test
  void nobodyReadsItUntilTheSettingsSayWho() {
    try (RunningProxy proxy = new RunningProxy(home)) {
      HttpResponse<String> refused = read(proxy);

      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("metricsToken").doesNotContain("routerly_");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong", "Basic " + TOKEN, "Bearer", "Bearer " + TOKEN + "x"})
  void aTokenLetsNobodyInWhoDoesNotKnowIt(String header) {
    try (RunningProxy proxy =
        new RunningProxy(home).settings("{\"metricsToken\":\"" + TOKEN + "\"}")) {
      assertThat(read(proxy).statusCode()).isEqualTo(401);
      assertThat(read(proxy, "Authorization", header).statusCode()).isEqualTo(401);
      assertThat(read(proxy, "Authorization", "Bearer " + proxy.token()).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void whoKnowsTheTokenReadsItAndItIsNotKeptInClearText() throws IOException {
    try (RunningProxy proxy =
        new RunningProxy(home).settings("{\"metricsToken\":\"" + TOKEN + "\"}")) {
      for (String scheme : List.of("Bearer ", "bearer  ")) {
        assertThat(read(proxy, "Authorization", scheme + TOKEN).body()).contains("routerly_models");
      }
      assertThat(Files.readString(home.resolve("config").resolve("settings.json")))
          .contains("ENCRYPTED:")
          .doesNotContain("canary");
    }
  }
}
