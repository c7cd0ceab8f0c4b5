package io.routerly.war;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which folder is the gateway's home, and who said so.
 *
 * <p>The most specific place wins, so that one server can run several gateways: the application's
 * own settings come before those of the server's process.
 *
 * @param folder absolute
 * @param saidBy the place that named it, in words for the log
 */
record HomeLocation(Path folder, String saidBy) {
  /** The name in JNDI, of the context parameter and of the system property. */
  static final String NAME = "routerly.home";

  /** The environment variable. */
  static final String VARIABLE = "ROUTERLY_HOME";

  /**
   * The places where a server is told things; each returns a setting's value by its name.
   *
   * @param jndi entries of {@code java:comp/env}
   */
  record Places(
      Function<String, Optional<String>> jndi,
      Function<String, Optional<String>> contextParameters,
      Function<String, Optional<String>> systemProperties,
      Function<String, Optional<String>> environment) {}

  private record Place(String words, Supplier<Optional<String>> value) {}

  /**
   * Returns what the first place names that names something, or {@code .routerly} in {@code
   * userHome}. An empty value counts as none.
   *
   * @throws IllegalArgumentException if it names what cannot be a folder
   */
  static HomeLocation find(Places places, Path userHome) {
    List<Place> inOrder =
        List.of(
            new Place("the JNDI entry " + NAME, () -> places.jndi().apply(NAME)),
            new Place(
                "the context parameter " + NAME, () -> places.contextParameters().apply(NAME)),
            new Place("the system property " + NAME, () -> places.systemProperties().apply(NAME)),
            new Place(
                "the environment variable " + VARIABLE,
                () -> places.environment().apply(VARIABLE)));
    return inOrder.stream()
        .flatMap(place -> named(place).stream())
        .findFirst()
        .orElseGet(() -> new HomeLocation(userHome.resolve(".routerly"), "default"));
  }

  private static Optional<HomeLocation> named(Place place) {
    return place
        .value()
        .get()
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .map(value -> new HomeLocation(folder(value, place.words()), place.words()));
  }

  private static Path folder(String value, String words) {
    try {
      Path folder = Path.of(value);
      if (folder.isAbsolute()) {
        return folder;
      }
    } catch (InvalidPathException e) {
      throw refusal(value, words, e);
    }
    throw refusal(value, words, null);
  }

  private static IllegalArgumentException refusal(
      String value, String words, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "\"" + value + "\", set by " + words + ", must be the absolute path of a folder", cause);
  }
}
