package io.routerly.standalone;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ExitCode;

/** Ends the process in order when it is told to by a signal. */
final class Shutdown {
  private Shutdown() {}

  /**
   * Has the service stop in order when the process is told to end.
   *
   * <p>Java would end with 143 after SIGTERM whatever the hooks did. Supervisors take that for a
   * failure, so the hook itself ends the process, and chooses its exit code.
   *
   * @param afterwards runs when the service has stopped
   */
  static void onSignal(
      RunningService service, Runnable afterwards, PrintWriter out, PrintWriter err) {
    Runnable stop =
        () -> Runtime.getRuntime().halt(run(List.of(service::stop, afterwards), out, err));
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "shutdown"));
  }

  /** Takes every step, whatever becomes of the others, and returns the exit code. */
  static int run(List<Runnable> steps, PrintWriter out, PrintWriter err) {
    int exitCode = ExitCode.OK;
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (RuntimeException | Error e) {
        exitCode = ExitCode.SOFTWARE;
        err.println("routerly: stopping did not go well (" + e + ").");
      }
    }
    out.println("Routerly has stopped.");
    out.flush();
    err.flush();
    return exitCode;
  }

  /** Waits until the process ends. */
  static void await() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
