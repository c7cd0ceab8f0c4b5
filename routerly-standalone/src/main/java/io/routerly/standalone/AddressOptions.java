package io.routerly.standalone;

import io.routerly.cli.CommandFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where to listen. */
final class AddressOptions {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Port to listen on, 0 for any free one; else $ROUTERLY_PORT, else settings.json.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on; else $ROUTERLY_HOST, else settings.json.")
  private @Nullable String host;

  Overrides over(Overrides overrides) {
    if (port != null && (port < 0 || port > 65_535)) {
      throw new CommandFailure("--port is " + port + ": choose one from 0 to 65535.");
    }
    return overrides.with(Optional.ofNullable(port), Optional.ofNullable(host));
  }
}
