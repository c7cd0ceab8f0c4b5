package io.routerly.cli;

import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import io.routerly.store.ConfigProblem;
import io.routerly.store.ConfigProblem.Severity;
import io.routerly.store.file.FileHome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a home without changing it, whether the service runs or not. */
@Command(
    name = "doctor",
    description = "Check the files of a home and tell what is wrong; exit code 1 on errors.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Mixin private HomeOption home;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  DoctorCommand(Environment environment) {
    this.home = new HomeOption(environment);
  }

  @Override
  public Integer call() {
    Path path = home.existing();
    List<ConfigProblem> problems = FileHome.check(Gateway.homeOptions(GatewayOptions.of(path)));
    PrintWriter out = spec.commandLine().getOut();
    problems.forEach(problem -> out.println(severity(problem) + " " + problem));
    long errors = problems.stream().filter(DoctorCommand::isError).count();
    out.println(
        problems.isEmpty()
            ? "The home " + path + " is in order."
            : "The home %s has %s and %s."
                .formatted(
                    path, count(errors, "error"), count(problems.size() - errors, "warning")));
    return errors == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String severity(ConfigProblem problem) {
    return isError(problem) ? "ERROR  " : "WARNING";
  }

  private static boolean isError(ConfigProblem problem) {
    return problem.severity() == Severity.ERROR;
  }
}
