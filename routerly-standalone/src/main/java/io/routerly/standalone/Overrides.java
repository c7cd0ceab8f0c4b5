package io.routerly.standalone;

import static java.util.Locale.ROOT;

import io.routerly.cli.CommandFailure;
import io.routerly.cli.Environment;
import io.routerly.domain.LogLevel;
import io.routerly.domain.Settings;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the environment says in the place of {@code settings.json}.
 *
 * @param port from {@code ROUTERLY_PORT}
 * @param host from {@code ROUTERLY_HOST}
 * @param publicUrl from {@code ROUTERLY_PUBLIC_URL}, without a slash at its end
 * @param logLevel from {@code ROUTERLY_LOG_LEVEL}
 */
record Overrides(
    Optional<Integer> port,
    Optional<String> host,
    Optional<String> publicUrl,
    Optional<LogLevel> logLevel) {

  /**
   * Reads the environment.
   *
   * @throws CommandFailure if a variable holds an impossible value
   */
  static Overrides of(Environment environment) {
    return new Overrides(
        environment.get("ROUTERLY_PORT").map(Overrides::port),
        environment.get("ROUTERLY_HOST"),
        environment.get("ROUTERLY_PUBLIC_URL").map(Overrides::publicUrl),
        environment.get("ROUTERLY_LOG_LEVEL").map(Overrides::logLevel));
  }

  ServerOptions address(Settings settings) {
    return ServerOptions.on(host.orElse(settings.host()), port.orElse(settings.port()));
  }

  LogLevel logLevel(Settings settings) {
    return logLevel.orElse(settings.logLevel());
  }

  /** Returns this with what was given on the command line, which wins. */
  Overrides with(Optional<Integer> chosenPort, Optional<String> chosenHost) {
    return new Overrides(chosenPort.or(() -> port), chosenHost.or(() -> host), publicUrl, logLevel);
  }

  /** Returns this with a host where none was chosen. */
  Overrides orHost(String otherwise) {
    return new Overrides(port, host.or(() -> Optional.of(otherwise)), publicUrl, logLevel);
  }

  private static int port(String value) {
    int port = value.matches("\\d{1,5}") ? Integer.parseInt(value) : -1;
    if (port < 0 || port > 65_535) {
      throw new CommandFailure(
          "ROUTERLY_PORT is \"" + value + "\": set it to a port from 0 to 65535.");
    }
    return port;
  }

  private static String publicUrl(String value) {
    if (!value.matches("https?://[^/?#@\\s]+(/[^?#\\s]*)?")) {
      throw new CommandFailure(
          "ROUTERLY_PUBLIC_URL is \"" + value + "\": set it to an http or https URL.");
    }
    return value.replaceFirst("/+$", "");
  }

  private static LogLevel logLevel(String value) {
    return Arrays.stream(LogLevel.values())
        .filter(level -> level.wireName().equals(value.toLowerCase(ROOT)))
        .findFirst()
        .orElseThrow(() -> new CommandFailure(unknownLevel(value)));
  }

  private static String unknownLevel(String value) {
    return "ROUTERLY_LOG_LEVEL is \""
        + value
        + "\": set it to "
        + Arrays.stream(LogLevel.values()).map(LogLevel::wireName).collect(Collectors.joining(", "))
        + ".";
  }
}
