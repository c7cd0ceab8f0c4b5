package io.routerly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.log.LogMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class HedgeThreadsTest {
  private static final Duration NEVER = Duration.ofDays(1);

  private static boolean happens(CountDownLatch latch) throws InterruptedException {
    return latch.await(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHedgeBeginsOnAThreadOfItsOwn(boolean platform) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());
    try (HedgeThreads hedges =
        platform ? new HedgeThreads(HedgeThreads.platformThreads()) : HedgeThreads.create()) {
      Runnable unused =
          hedges.after(
              Duration.ofMillis(1),
              () -> {
                thread.set(Thread.currentThread());
                begun.countDown();
              });

      assertThat(happens(begun)).isTrue();
      assertThat(thread.get()).isNotSameAs(Thread.currentThread());
      assertThat(thread.get())
          .extracting(Thread::isDaemon, own -> own.getName().contains("timer"))
          .containsExactly(true, false);
    }
  }

  @Test
  void whatAHedgeLogsBelongsToTheRequestOfItsCall() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(2);
    List<String> marks = Collections.synchronizedList(new ArrayList<>());
    Runnable hedge =
        () -> {
          marks.add(String.valueOf(MDC.get(LogMark.KEY)));
          ended.countDown();
        };
    try (HedgeThreads hedges = new HedgeThreads(Executors.newSingleThreadExecutor())) {
      LogMark.set("trc_call");
      Runnable unusedOne = hedges.after(Duration.ZERO, hedge);
      LogMark.clear();
      Runnable unusedOther = hedges.after(Duration.ofMillis(1), hedge);

      assertThat(happens(ended)).isTrue();
    }
    assertThat(marks).containsExactlyInAnyOrder("trc_call", "null");
  }

  @Test
  void whatIsCalledOffIsForgotten() {
    try (HedgeThreads hedges = HedgeThreads.create()) {
      Runnable callOff = hedges.after(NEVER, () -> {});
      Runnable unused = hedges.after(NEVER, () -> {});

      callOff.run();
      callOff.run();

      assertThat(hedges.awaited()).isEqualTo(1);
    }
  }

  @Test
  void aHedgeThatFailsHoldsUpNoOther() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    try (HedgeThreads hedges = HedgeThreads.create()) {
      Runnable unusedOne =
          hedges.after(
              Duration.ZERO,
              () -> {
                throw new IllegalStateException("A fault.");
              });
      Runnable unusedOther = hedges.after(Duration.ofMillis(1), begun::countDown);

      assertThat(happens(begun)).isTrue();
    }
  }

  @Test
  void aHedgeIsLeftOutWhereNoThreadIsFree() throws InterruptedException {
    CountDownLatch refused = new CountDownLatch(2);
    try (HedgeThreads hedges = new HedgeThreads(new FullExecutor(refused))) {
      Runnable unusedOne = hedges.after(Duration.ZERO, () -> {});
      Runnable unusedOther = hedges.after(Duration.ZERO, () -> {});

      assertThat(happens(refused)).isTrue();
    }
  }

  @Test
  void nothingBeginsAfterTheEnd() {
    HedgeThreads hedges = HedgeThreads.create();
    hedges.close();

    hedges.after(Duration.ZERO, () -> {}).run();

    assertThat(hedges.awaited()).isZero();
  }

  /** Has a thread for nobody. */
  private static final class FullExecutor extends AbstractExecutorService {
    private final CountDownLatch refused;

    FullExecutor(CountDownLatch refused) {
      this.refused = refused;
    }

    @Override
    public void execute(Runnable command) {
      refused.countDown();
      throw new RejectedExecutionException();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return true;
    }

    @Override
    public boolean isTerminated() {
      return true;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
