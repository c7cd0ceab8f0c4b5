package io.routerly.standalone;

import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.cli.Environment;
import io.routerly.cli.HomeOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the service on a home until it is told to end. */
@Command(name = "start", description = "Run the service.", mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private HomeOption home;
  @Mixin private AddressOptions address = new AddressOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  StartCommand(Environment environment) {
    this.environment = environment;
    this.home = new HomeOption(environment);
  }

  @Override
  public Integer call() throws InterruptedException {
    Overrides overrides = address.over(Overrides.of(environment));
    LogbackSetup.adoptJavaLogging();
    overrides.logLevel().ifPresent(LogbackSetup::setLevel);
    Gateway gateway = Gateway.open(GatewayOptions.of(home.path()));
    RunningService service = RunningService.start(gateway, overrides);
    PrintWriter out = spec.commandLine().getOut();
    Shutdown.onSignal(service, () -> {}, out, spec.commandLine().getErr());
    gateway
        .signIn()
        .printedSetupCode()
        .ifPresent(code -> out.println("Set-up code for the first administrator: " + code));
    out.println("Routerly is ready at " + service.uri() + " with the home " + home.path() + ".");
    overrides.publicUrl().ifPresent(url -> out.println("Clients reach it at " + url + "."));
    out.flush();
    Shutdown.await();
    return ExitCode.OK;
  }
}
