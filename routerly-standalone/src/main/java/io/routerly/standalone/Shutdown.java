package io.routerly.standalone;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** Ends the process in order when it is told to by a signal. */
final class Shutdown {
  private Shutdown() {}

  /**
   * Has the service stop in order when the process is told to end.
   *
   * <p>Java would end with 143 after SIGTERM whatever the hooks did. Supervisors take that for a
   * failure, so the hook itself ends the process when everything went well.
   *
   * @param afterwards runs when the service has stopped
   */
  static void onSignal(RunningService service, Runnable afterwards, PrintWriter out) {
    Runnable stop =
        () -> {
          service.stop();
          afterwards.run();
          out.println("Routerly has stopped.");
          out.flush();
          Runtime.getRuntime().halt(0);
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "shutdown"));
  }

  /** Waits until the process ends. */
  static void await() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
