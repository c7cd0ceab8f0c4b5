package io.routerly.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CancelSignalTest {
  private final CancelSignal signal = new CancelSignal();
  private final List<String> ran = new ArrayList<>();

  @Test
  void runsEveryActionOnce() {
    var first = signal.onCancel(() -> ran.add("a"));
    var second = signal.onCancel(() -> ran.add("b"));
    assertThat(signal.isCancelled()).isFalse();
    signal.cancel();
    signal.cancel();
    assertThat(signal.isCancelled()).isTrue();
    assertThat(ran).containsExactly("a", "b");
    first.close();
    second.close();
  }

  @Test
  void forgetsAnActionThatWasTakenBack() {
    signal.onCancel(() -> ran.add("a")).close();
    signal.cancel();
    assertThat(ran).isEmpty();
  }

  @Test
  void runsAnActionAtOnceWhenItHasFired() {
    signal.cancel();
    signal.onCancel(() -> ran.add("late")).close();
    assertThat(ran).containsExactly("late");
  }

  @Test
  void runsEachActionOnceUnderConcurrentCancels() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    var registration = signal.onCancel(runs::incrementAndGet);
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) {
      threads.execute(
          () -> {
            try {
              start.await();
              signal.cancel();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    start.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(runs).hasValue(1);
    registration.close();
  }
}
