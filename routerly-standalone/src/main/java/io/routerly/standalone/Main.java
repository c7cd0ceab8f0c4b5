package io.routerly.standalone;

import io.routerly.cli.Environment;
import io.routerly.cli.RouterlyCommand;
import java.util.List;

/** The program in the jar. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    Environment environment = Environment.ofProcess();
    System.exit(
        RouterlyCommand.commandLine(
                environment, List.of(new StartCommand(environment), new DemoCommand(environment)))
            .execute(args));
  }
}
