package io.routerly.standalone;

import io.routerly.cli.CommandFailure;
import io.routerly.cli.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the service on a home of its own that has everything for a first call, and forgets it. */
@Command(
    name = "demo",
    description = "Run the service with an offline model, a project and a token, for a first look.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private AddressOptions address = new AddressOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  DemoCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Overrides overrides = address.over(Overrides.of(environment)).orHost("127.0.0.1");
    LogbackSetup.adoptJavaLogging();
    DemoHome home = home();
    RunningService service;
    try {
      service = RunningService.start(home.gateway(), overrides);
    } catch (RuntimeException | Error e) {
      home.deleteAfter(e);
      throw e;
    }
    PrintWriter out = spec.commandLine().getOut();
    Shutdown.onSignal(service, home::delete, out, spec.commandLine().getErr());
    URI url = overrides.publicUrl().map(URI::create).orElse(service.uri());
    out.println(introduction(url, home.token()));
    out.flush();
    Shutdown.await();
    return ExitCode.OK;
  }

  private static DemoHome home() {
    try {
      return DemoHome.create();
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot make a temporary folder in "
              + System.getProperty("java.io.tmpdir")
              + ": make it writable, or set -Djava.io.tmpdir in ROUTERLY_JAVA_OPTS.",
          e);
    }
  }

  static String introduction(URI url, String token) {
    return """
    Routerly demo is ready at %1$s. Its state goes away when it stops (Ctrl-C).

    A whole answer:
      curl %1$s/v1/chat/completions -H "Authorization: Bearer %2$s" -H "Content-Type: application/json" -d '{"model":"demo","messages":[{"role":"user","content":"Hello"}]}'; echo
    The same, streamed:
      curl -N %1$s/v1/chat/completions -H "Authorization: Bearer %2$s" -H "Content-Type: application/json" -d '{"model":"demo","stream":true,"messages":[{"role":"user","content":"Hello"}]}'

    OpenAI SDKs (Python, Java, and others that read the environment):
      export OPENAI_BASE_URL=%1$s/v1 OPENAI_API_KEY=%2$s
    Anthropic SDKs and Claude Code:
      export ANTHROPIC_BASE_URL=%1$s ANTHROPIC_AUTH_TOKEN=%2$s ANTHROPIC_MODEL=%3$s
    Both with the model "%3$s".\
    """
        .formatted(url, token, DemoHome.MODEL);
  }
}
