package io.routerly.standalone;

import io.routerly.cli.Environment;
import io.routerly.cli.RouterlyCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The program in the jar. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    Environment environment = Environment.ofProcess();
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("start", () -> new StartCommand(environment));
    commands.put("demo", () -> new DemoCommand(environment));
    System.exit(RouterlyCommand.execute(environment, commands, args));
  }
}
