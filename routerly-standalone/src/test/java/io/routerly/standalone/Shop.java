package io.routerly.standalone;

import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.cli.Environment;
import io.routerly.testkit.FakeAnthropic;
import io.routerly.testkit.FakeOpenAi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A home with priced models at fakes, a project with budgets and two tokens, run by run. */
final class Shop implements AutoCloseable {
  static final String SLUG = "shop";

  private static final String BUDGET =
      "{\"metric\":\"%s\",\"limit\":%s,\"windowType\":\"rolling\",\"windowSize\":\"%s\"}";

  private final Path home;
  private final FakeOpenAi openAi = FakeOpenAi.start();
  private final FakeAnthropic anthropic = FakeAnthropic.start();
  private final List<String> tokens;

  Shop(Path home) throws IOException {
    this.home = home;
    openAi.byDefault(request -> Order.script(request, false));
    anthropic.byDefault(request -> Order.script(request, true));
    try (Run run = start()) {
      Operator operator = new Operator(run.uri());
      operator.post("api/setup/first-admin", Operator.ADMIN.formatted(",\"setupCode\":\"code\""));
      operator.signIn();
      for (Goods goods : Goods.values()) {
        operator.post("api/models", goods.json(openAi.baseUrl(), anthropic.baseUrl()));
      }
      operator.post("api/projects", project());
      operator.patch("api/settings", "{\"budgets\":" + budgets("month") + "}");
      String few = "{\"budgets\":[" + BUDGET.formatted("calls", 40, "month") + "]}";
      tokens =
          List.of(
              operator.post("api/projects/shop/tokens", "{}").getString("token"),
              operator.post("api/projects/shop/tokens", few).getString("token"));
    }
  }

  private static String project() {
    String models =
        Arrays.stream(Goods.values())
            .map(goods -> "\"" + goods.id() + "\"")
            .collect(Collectors.joining(","));
    return "{\"name\":\"Shop\",\"slug\":\"%s\",\"models\":[%s],\"budgets\":%s}"
        .formatted(SLUG, models, budgets("week"));
  }

  /** Returns budgets on everything, which nobody exhausts. */
  private static String budgets(String window) {
    return List.of("calls", "input_tokens", "output_tokens", "total_tokens", "cost").stream()
        .map(metric -> BUDGET.formatted(metric, "1000000000", window))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Returns the tokens of the project, of which the second may make few calls. */
  List<String> tokens() {
    return tokens;
  }

  private Map<String, String> environment() {
    return Map.of(
        "GPT_API_KEY",
        openAi.apiKey(),
        "CLAUDE_API_KEY",
        anthropic.apiKey(),
        "ROUTERLY_SETUP_CODE",
        "code",
        "ROUTERLY_HOST",
        "127.0.0.1",
        "ROUTERLY_PORT",
        "0");
  }

  /** One run of the service on the home. */
  record Run(URI uri, Path home, Runnable killing, Runnable ending) implements AutoCloseable {
    /** Ends it without a word, if it has a process of its own. */
    void kill() {
      killing.run();
    }

    /** Waits until nothing is under way any more, and returns what the books say then. */
    Books awaitSettled() throws IOException {
      return Books.settled(uri, home);
    }

    @Override
    public void close() {
      ending.run();
    }
  }

  /** Runs the service in this process; closing the run stops it in good order. */
  Run start() {
    Environment environment = name -> Optional.ofNullable(environment().get(name));
    Gateway gateway =
        Gateway.open(
            new GatewayOptions(home, Clock.systemUTC(), new SecureRandom(), environment::get));
    RunningService service = RunningService.start(gateway, Overrides.of(environment));
    return new Run(service.uri(), home, () -> {}, service::stop);
  }

  /** Runs the service in a process of its own. */
  Run startProcess() throws IOException {
    Path folder = Files.createTempDirectory("shop");
    ServiceProcess process =
        new ServiceProcess(folder, environment(), "start", "--home", home.toString());
    URI uri = ServiceProcess.address(process.until("is ready at"));
    return new Run(uri, home, process::close, process::close);
  }

  @Override
  public void close() {
    openAi.close();
    anthropic.close();
  }
}
