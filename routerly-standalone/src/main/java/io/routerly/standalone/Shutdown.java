package io.routerly.standalone;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** Ends the process in order when it is told to by a signal. */
final class Shutdown {
  private Shutdown() {}

  /**
   * Waits until the process is told to end, and never returns.
   *
   * <p>Java would end with 143 after SIGTERM whatever the hooks did. Supervisors take that for a
   * failure, so the hook itself ends the process when everything went well.
   */
  static void await(RunningService service, Runnable afterwards, PrintWriter out)
      throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  service.stop();
                  afterwards.run();
                  out.println("Routerly has stopped.");
                  out.flush();
                  Runtime.getRuntime().halt(0);
                },
                "shutdown"));
    new CountDownLatch(1).await();
  }
}
