package io.routerly.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.domain.Settings;
import io.routerly.error.GatewayException;
import io.routerly.json.JsonFactories;
import io.routerly.store.binding.RecordBinder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running service whether it is ready. */
@Command(
    name = "status",
    description = "Ask the running service whether it is ready; exit code 1 if it is not.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Pattern OWNER = Pattern.compile("process (\\d{1,18}), .*, at (http\\S+)");

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Address of the service; else where the one on the home listens, or start would.")
  private @Nullable String url;

  @Mixin private HomeOption home;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private final Environment environment;

  StatusCommand(Environment environment) {
    this.environment = environment;
    this.home = new HomeOption(environment);
  }

  @Override
  public Integer call() throws InterruptedException {
    String base = base();
    HttpResponse<String> answer = ask(base);
    PrintWriter out = spec.commandLine().getOut();
    String version = version(answer.body());
    if (answer.statusCode() == 200) {
      out.println("Routerly " + version + " at " + base + " is ready.");
      return ExitCode.OK;
    }
    out.println(
        "Routerly " + version + " at " + base + " is not ready (" + answer.statusCode() + ").");
    return ExitCode.SOFTWARE;
  }

  private String base() {
    String address = url != null ? url : listening().orElseGet(this::local);
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  /** Returns where the service that owns the home says that it listens, if it runs. */
  private Optional<String> listening() {
    try {
      Matcher told = OWNER.matcher(Files.readString(home.path().resolve(".lock"), UTF_8).strip());
      return Optional.of(told)
          .filter(Matcher::matches)
          .filter(owner -> isAlive(Long.parseLong(owner.group(1))))
          .map(owner -> owner.group(2));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isAlive(long process) {
    return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Returns where a service on this home listens, as the start finds it out. */
  private String local() {
    Settings settings = settings();
    String host = environment.get("ROUTERLY_HOST").orElse(settings.host());
    String port = environment.get("ROUTERLY_PORT").orElse(String.valueOf(settings.port()));
    boolean any = host.equals("0.0.0.0") || host.equals("::");
    String name = any ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    return "http://" + name + ":" + port;
  }

  private Settings settings() {
    Path file = home.path().resolve("config").resolve("settings.json");
    try {
      byte[] text = Files.exists(file) ? Files.readAllBytes(file) : "{}".getBytes(UTF_8);
      return new RecordBinder().read(text, Settings.class);
    } catch (IOException | GatewayException e) {
      throw new CommandFailure(
          file + " cannot be read: see routerly doctor, or name the address by --url.", e);
    }
  }

  private static HttpResponse<String> ask(String base) throws InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(base + "/health/ready")).timeout(PATIENCE).build(),
          BodyHandlers.ofString());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("\"" + base + "\" is not an http address.", e);
    } catch (IOException e) {
      throw new CommandFailure(
          "nothing answers at " + base + ": start the service, or name another address by --url.",
          e);
    }
  }

  private static String version(String body) {
    try (JsonReader reader = JsonFactories.READERS.createReader(new StringReader(body))) {
      JsonObject health = reader.readObject();
      return health.getString("version", "(unknown version)");
    } catch (JsonException e) {
      throw new CommandFailure("what answers there is not Routerly: check the address.", e);
    }
  }
}
