package io.routerly.standalone;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.routerly.auth.SessionOrigin;
import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.cli.Environment;
import io.routerly.domain.Actor;
import io.routerly.domain.User;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mindrot.jbcrypt.BCrypt;
import org.slf4j.LoggerFactory;

/** The whole service of the jar, with people, an offline model and an ear on its log. */
final class AttackedService implements AutoCloseable {
  static final String PASSWORD = "canary-password-1";
  private static final String HASH = BCrypt.hashpw(PASSWORD, BCrypt.gensalt(4));

  private final DemoHome home;
  private final RunningService service;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  AttackedService() throws IOException {
    LogbackSetup.adoptJavaLogging();
    Environment environment = name -> Optional.ofNullable(Map.of("ROUTERLY_PORT", "0").get(name));
    home = DemoHome.create(AttackedService::atAStandstill);
    service = RunningService.start(home.gateway(), Overrides.of(environment).orHost("127.0.0.1"));
    addUsers(List.of(user("root", "admin"), user("ann", "member"), user("ben", "member")));
    log.start();
    rootLogger().addAppender(log);
  }

  /** Time stands still, so that no delay is over before a test has looked at it. */
  private static Gateway atAStandstill(GatewayOptions options) {
    Clock clock = Clock.fixed(options.clock().instant(), ZoneOffset.UTC);
    return Gateway.open(
        new GatewayOptions(options.home(), clock, options.random(), options.environment()));
  }

  private static Logger rootLogger() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static User user(String name, String role) {
    return new User("usr_" + name, name + "@example.com", HASH, role, Optional.empty());
  }

  private void addUsers(List<User> users) {
    home.gateway()
        .config()
        .edit(
            Actor.command("test"),
            state ->
                state.withUsers(Stream.concat(state.users().stream(), users.stream()).toList()));
  }

  /** Returns an access token of {@code root}, {@code ann} or {@code ben}. */
  String session(String name) {
    User user =
        home.gateway().config().current().users().stream()
            .filter(candidate -> candidate.id().equals("usr_" + name))
            .findFirst()
            .orElseThrow();
    return home.gateway().signIn().sessions().start(user, SessionOrigin.UNKNOWN).token();
  }

  /** Returns the token of the project {@code demo}. */
  String projectToken() {
    return home.token();
  }

  /** Returns what was logged since the last time this was asked. */
  List<String> logged() {
    List<String> lines = List.copyOf(log.list).stream().map(ILoggingEvent::toString).toList();
    log.list.clear();
    return lines;
  }

  int port() {
    return service.uri().getPort();
  }

  RawClient client() throws IOException {
    return new RawClient(port());
  }

  /** Sends these bytes on a connection of their own and returns the one answer to them. */
  String answer(String bytes) throws IOException {
    try (RawClient client = client()) {
      return client.send(bytes).answer();
    }
  }

  /** Sends these bytes and a last request that ends the connection; returns all that comes back. */
  String everything(String bytes) throws IOException {
    try (RawClient client = client()) {
      client.send(bytes + "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      client.halfClose();
      return client.rest();
    }
  }

  static int status(String answer) {
    return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
  }

  @Override
  public void close() {
    rootLogger().detachAppender(log);
    service.close();
    home.delete();
  }
}
