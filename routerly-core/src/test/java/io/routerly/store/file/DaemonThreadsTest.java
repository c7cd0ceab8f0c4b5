package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

final class DaemonThreadsTest {
  @Test
  void whatIsUnderWayHasEndedWhenTheEndingReturns() throws Exception {
    ScheduledExecutorService executor = DaemonThreads.one("routerly-test");
    CountDownLatch running = new CountDownLatch(1);
    var unused =
        executor.submit(
            () -> {
              running.countDown();
              spinUntilInterrupted();
              spin(20_000_000);
            });
    running.await();

    DaemonThreads.end(executor);

    assertThat(executor.isTerminated()).isTrue();
  }

  private static void spinUntilInterrupted() {
    while (!Thread.interrupted()) {
      Thread.onSpinWait();
    }
  }

  private static void spin(int times) {
    for (int i = 0; i < times; i++) {
      Thread.onSpinWait();
    }
  }
}
