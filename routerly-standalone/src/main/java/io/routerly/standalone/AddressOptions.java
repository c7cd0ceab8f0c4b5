package io.routerly.standalone;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where to listen. */
final class AddressOptions {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Port to listen on, 0 for any free one; else $ROUTERLY_PORT, else that of the settings"
              + " (demo: 3000).")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Address to listen on; else $ROUTERLY_HOST, else that of the settings (demo: 127.0.0.1).")
  private @Nullable String host;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  Overrides over(Overrides overrides) {
    if (port != null && (port < 0 || port > 65_535)) {
      throw new ParameterException(
          requireNonNull(command).commandLine(),
          "--port is " + port + ": choose one from 0 to 65535");
    }
    return overrides.with(Optional.ofNullable(port), Optional.ofNullable(host));
  }
}
