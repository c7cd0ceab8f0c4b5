package io.routerly.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.routerly.auth.Passwords;
import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.domain.User;
import io.routerly.store.file.FileHome;
import io.routerly.store.file.HomeOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RouterlyCommandTest {
  private Path home;

  @BeforeEach
  void chooseHome(@TempDir Path folder) {
    home = folder.resolve("home");
  }

  @Test
  void tellsItsVersion() {
    assertThat(run("--version").out()).matches("routerly \\d.*\\R");
  }

  @Test
  void listsItsCommands() {
    assertThat(run("--help").out()).contains("status", "doctor", "reset-admin");
  }

  @Test
  void takesHelpForACommandToo() {
    Result result = run("help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("status", "doctor", "reset-admin");
  }

  @Test
  void refusesAnUnknownCommandInOneSentence() {
    Result result = run("stat");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("there is no command or option \"stat\"").hasLineCount(1);
  }

  @Test
  void asksForACommandInOneSentence() {
    Result result = run();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualToIgnoringNewLines("routerly: a command is missing; try \"routerly --help\".");
  }

  @Test
  void refusesAnUnknownOptionInOneSentence() {
    Result result = run("doctor", "--hoem", "x");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--hoem", "try \"routerly doctor --help\"").hasLineCount(1);
  }

  @Test
  void saysThatAServiceIsReady() throws IOException {
    Result result = statusOf(200, "{\"status\":\"ok\",\"version\":\"1.2.3\"}");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Routerly 1.2.3 at http://127.0.0.1:").contains("is ready");
  }

  @Test
  void asksWhereTheHomesSettingsSayThatTheServiceListens() throws IOException {
    int port = freePort();
    makeHome();
    Files.writeString(
        home.resolve("config/settings.json"),
        "{\"host\":\"127.0.0.1\",\"port\":%d}".formatted(port));

    assertThat(run("status", "--home", home.toString()).err())
        .contains("nothing answers at http://127.0.0.1:" + port);
    assertThat(run(Map.of("ROUTERLY_PORT", "1"), "status", "--home", home.toString()).err())
        .contains("nothing answers at http://127.0.0.1:1:");
  }

  @Test
  void asksWhereTheServiceThatOwnsTheHomeSaysThatItListens() throws IOException {
    int port = freePort();
    String owner = "process %d, since 2026-01-01T00:00:00Z, at http://127.0.0.1:%d\n";
    Files.createDirectories(home);
    Files.writeString(home.resolve(".lock"), owner.formatted(ProcessHandle.current().pid(), port));

    assertThat(run("status", "--home", home.toString()).err()).contains("127.0.0.1:" + port);
  }

  @Test
  void saysThatTheSettingsCannotBeRead() throws IOException {
    makeHome();
    Files.writeString(home.resolve("config/settings.json"), "{\"port\":");

    Result result = run("status", "--home", home.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("settings.json cannot be read").hasLineCount(1);
  }

  @Test
  void saysThatAServiceIsNotReady() throws IOException {
    Result result = statusOf(503, "{\"status\":\"unavailable\",\"version\":\"1.2.3\"}");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("is not ready (503)");
  }

  @Test
  void saysThatSomethingElseAnswers() throws IOException {
    Result result = statusOf(200, "<html>");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("is not Routerly").hasLineCount(1);
  }

  @Test
  void saysThatNothingAnswers() throws IOException {
    Result result = run("status", "--url", "http://127.0.0.1:" + freePort());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("nothing answers").hasLineCount(1);
  }

  @Test
  void findsAHealthyHomeInOrder() {
    makeHome();

    Result result = run("doctor", "--home", home.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("is in order");
  }

  @Test
  void takesTheHomeFromTheEnvironment() {
    makeHome();

    Result result = run(Map.of("ROUTERLY_HOME", home.toString()), "doctor");

    assertThat(result.out()).contains(home.toString());
  }

  @Test
  void listsWhatIsWrongInAHome() throws IOException {
    makeHome();
    Files.writeString(home.resolve("config/models.json"), "[{\"id\":\"m\",\"colour\":\"red\"}]");

    Result result = run("doctor", "--home", home.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("ERROR", "models.json", "colour");
  }

  @Test
  void saysThatThereIsNoHome() {
    Result result = run("doctor", "--home", home.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("there is no home").hasLineCount(1);
    assertThat(home).doesNotExist();
  }

  @Test
  void makesAnAdministratorWithTheShownPassword() {
    makeHome();

    Result result = run("reset-admin", "--home", home.toString(), "--email", "ann@example.com");

    assertThat(result.exitCode()).isZero();
    User ann = users().get(0);
    assertThat(ann.role()).isEqualTo("admin");
    assertThat(matches(result, ann)).isTrue();
  }

  @Test
  void givesAnAdministratorANewPasswordAndKeepsTheirId() {
    makeHome();
    run("reset-admin", "--home", home.toString(), "--email", "ann@example.com");
    User before = users().get(0);

    Result result = run("reset-admin", "--home", home.toString(), "--email", "ANN@example.com");

    assertThat(users()).singleElement().extracting(User::id).isEqualTo(before.id());
    assertThat(matches(result, users().get(0))).isTrue();
  }

  @Test
  void refusesToResetOnAHomeInUse() {
    try (FileHome inUse = FileHome.open(options())) {
      Result result =
          run("reset-admin", "--home", inUse.path().toString(), "--email", "ann@example.com");

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("routerly: ", home.toString()).doesNotContain("\tat ");
    }
  }

  @Test
  void refusesWhatIsNotAnEmailAddress() {
    makeHome();

    Result result = run("reset-admin", "--home", home.toString(), "--email", "ann");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("email must be an e-mail address").hasLineCount(1);
    assertThat(users()).isEmpty();
  }

  private record Result(int exitCode, String out, String err) {}

  private static Result run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private static Result run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        RouterlyCommand.commandLine(
            name -> Optional.ofNullable(environment.get(name)), Map.of(), arguments);
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = commandLine.execute(arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }

  private static Result statusOf(int status, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(status, body.length());
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    try {
      return run("status", "--url", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
    } finally {
      server.stop(0);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private HomeOptions options() {
    return Gateway.homeOptions(GatewayOptions.of(home));
  }

  private void makeHome() {
    FileHome.open(options()).close();
  }

  private List<User> users() {
    try (FileHome opened = FileHome.openWithoutAdministrator(options())) {
      return opened.config().current().users();
    }
  }

  private static boolean matches(Result result, User user) {
    String password = result.out().strip().replaceFirst("(?s).*: ", "");
    return new Passwords(new SecureRandom()).matches(password, user.passwordHash());
  }
}
