package io.routerly.cli;

import io.routerly.error.GatewayException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code routerly} command, which only has subcommands.
 *
 * <p>Exit codes: 0 for success, 1 when the work failed or the answer is no, 2 when the command was
 * called wrongly. People see one sentence and never a stack trace.
 */
@Command(
    name = "routerly",
    description = "A self-hosted gateway between applications and LLM providers.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class RouterlyCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  RouterlyCommand() {}

  /**
   * Returns the command line.
   *
   * @param serverCommands the commands that need a server; they are listed first
   */
  public static CommandLine commandLine(Environment environment, List<Object> serverCommands) {
    CommandLine commandLine = new CommandLine(new RouterlyCommand());
    serverCommands.forEach(commandLine::addSubcommand);
    commandLine.addSubcommand(new StatusCommand(environment));
    commandLine.addSubcommand(new DoctorCommand(environment));
    commandLine.addSubcommand(new ResetAdminCommand(environment));
    return commandLine
        .setExecutionExceptionHandler((failure, at, parsed) -> explain(failure, at))
        .setParameterExceptionHandler((failure, arguments) -> explainUsage(failure));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int explain(Exception failure, CommandLine at) {
    boolean expected = failure instanceof CommandFailure || failure instanceof GatewayException;
    String sentence =
        expected ? failure.getMessage() : "this failed unexpectedly (" + failure + ").";
    at.getErr().println("routerly: " + sentence);
    at.getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static int explainUsage(ParameterException failure) {
    CommandLine at = failure.getCommandLine();
    at.getErr()
        .println(
            "routerly: "
                + failure.getMessage()
                + "; try \""
                + at.getCommandSpec().qualifiedName()
                + " --help\".");
    at.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }
}
