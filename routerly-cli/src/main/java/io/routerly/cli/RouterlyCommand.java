package io.routerly.cli;

import io.routerly.error.GatewayException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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
   * Runs a command and returns its exit code.
   *
   * @param commands the subcommands beside those of this package, by name; they are listed first
   */
  public static int execute(
      Environment environment, Map<String, Supplier<Object>> commands, String... arguments) {
    return commandLine(environment, commands, arguments).execute(arguments);
  }

  /** The command that is called is made alone, since each costs time at the start. */
  static CommandLine commandLine(
      Environment environment, Map<String, Supplier<Object>> commands, String... arguments) {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>(commands);
    all.put("status", () -> new StatusCommand(environment));
    all.put("doctor", () -> new DoctorCommand(environment));
    all.put("reset-admin", () -> new ResetAdminCommand(environment));
    if (arguments.length > 0 && all.containsKey(arguments[0])) {
      all.keySet().retainAll(Set.of(arguments[0]));
    }
    CommandLine commandLine = new CommandLine(new RouterlyCommand());
    if (arguments.length > 0 && arguments[0].equals("help")) {
      commandLine.addSubcommand(new CommandLine.HelpCommand());
    }
    all.values().forEach(command -> commandLine.addSubcommand(command.get()));
    return commandLine
        .setExecutionExceptionHandler((failure, at, parsed) -> explain(failure, at))
        .setParameterExceptionHandler((failure, ignored) -> explainUsage(failure));
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
                + sentence(failure)
                + "; try \""
                + at.getCommandSpec().qualifiedName()
                + " --help\".");
    at.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static String sentence(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched
        ? "there is no command or option \"" + unmatched.getUnmatched().get(0) + "\" here"
        : String.valueOf(failure.getMessage());
  }
}
