package io.routerly.bootstrap;

import io.routerly.upstream.HostResolver;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a gateway is opened with.
 *
 * @param home the folder of its state
 * @param clock tells the time of day
 * @param random makes secrets
 * @param environment gives the value of an environment variable
 * @param names turns the names of hosts into addresses, whichever the gateway connects to
 */
public record GatewayOptions(
    Path home,
    Clock clock,
    SecureRandom random,
    Function<String, Optional<String>> environment,
    HostResolver names) {

  /** Options with the names that the system knows. */
  public GatewayOptions(
      Path home, Clock clock, SecureRandom random, Function<String, Optional<String>> environment) {
    this(home, clock, random, environment, HostResolver.SYSTEM);
  }

  /** Returns the options of the real service on that folder. */
  public static GatewayOptions of(Path home) {
    return new GatewayOptions(
        home,
        Clock.systemUTC(),
        new SecureRandom(),
        name -> Optional.ofNullable(System.getenv(name)));
  }
}
