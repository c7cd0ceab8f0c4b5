package io.routerly.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the folder of the service's state. */
public final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "FOLDER",
      description = "Folder of configuration and data; else $ROUTERLY_HOME, else ~/.routerly.")
  private @Nullable String home;

  private final Environment environment;

  public HomeOption(Environment environment) {
    this.environment = environment;
  }

  /** Returns the folder, whether it exists or not. */
  public Path path() {
    String chosen = home != null ? home : environment.get("ROUTERLY_HOME").orElse(null);
    try {
      return chosen == null
          ? Path.of(System.getProperty("user.home"), ".routerly")
          : Path.of(chosen).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new CommandFailure("\"" + chosen + "\" is not a folder name: choose another home.", e);
    }
  }

  /**
   * Returns the folder of a service that has run before.
   *
   * @throws CommandFailure if it has not
   */
  Path existing() {
    Path path = path();
    if (!Files.isDirectory(path.resolve("config"))) {
      throw new CommandFailure(
          "there is no home in " + path + ": name another by --home or ROUTERLY_HOME.");
    }
    return path;
  }
}
