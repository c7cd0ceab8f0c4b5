package io.routerly.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LiveEventsTest {
  private static final GatewayEvent EVENT = new GatewayEvent.LedgerAvailable();

  private final LiveEvents events = new LiveEvents(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), 10);

  private static List<Long> numbers(LiveEvents.Batch batch) {
    return batch.events().stream().map(LiveEvent::number).toList();
  }

  @Test
  void givesWhatCameAfterANumber() throws Exception {
    for (int i = 0; i < 5; i++) {
      events.publish(EVENT);
    }
    assertThat(numbers(events.after(2, 0))).containsExactly(3L, 4L, 5L);
    assertThat(numbers(events.after(5, 0))).isEmpty();
    assertThat(events.after(2, 0).missed()).isFalse();
  }

  @Test
  void saysThatSomeWereOverwritten() throws Exception {
    for (int i = 0; i < 15; i++) {
      events.publish(EVENT);
    }
    assertThat(events.after(5, 0).missed()).isFalse();
    assertThat(events.after(4, 0).missed()).isTrue();
    assertThat(numbers(events.after(0, 0)))
        .containsExactlyElementsOf(LongStream.rangeClosed(6, 15).boxed().toList());
  }

  @Test
  void aNumberThatIsYetToComeCountsAsTheLatest() throws Exception {
    events.publish(EVENT);
    assertThat(numbers(events.after(Long.MAX_VALUE, 0))).isEmpty();
  }

  @Test
  void whoWaitsIsWokenAndSeesEachEventOnce() throws Exception {
    LiveEvents many = new LiveEvents(Clock.systemUTC());
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      List<Future<List<Long>>> readers = new ArrayList<>();
      for (int r = 0; r < 2; r++) {
        readers.add(pool.submit(() -> readAll(many, 500)));
      }
      for (int i = 0; i < 500; i++) {
        many.publish(EVENT);
      }
      for (Future<List<Long>> reader : readers) {
        assertThat(reader.get())
            .containsExactlyElementsOf(LongStream.rangeClosed(1, 500).boxed().toList());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<Long> readAll(LiveEvents events, int count) throws InterruptedException {
    List<Long> read = new ArrayList<>();
    long last = 0;
    while (read.size() < count) {
      List<Long> numbers = numbers(events.after(last, 60_000));
      read.addAll(numbers);
      last = read.get(read.size() - 1);
    }
    return read;
  }

  @Test
  void closingWakesWhoWaits() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<LiveEvents.Batch> waiting = pool.submit(() -> events.after(0, 600_000));
      events.close();
      assertThat(waiting.get().open()).isFalse();
    } finally {
      pool.shutdownNow();
    }
  }
}
