package io.routerly.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.error.GatewayException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NameLookUpsTest {
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger hanging = new AtomicInteger();
  private final NameLookUps names = new NameLookUps(new AddressGuard(this::resolve));

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    if (host.equals("unknown.example")) {
      throw new UnknownHostException(host);
    }
    if (host.equals("slow.example")) {
      hanging.incrementAndGet();
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new UnknownHostException(host);
      }
    }
    return List.of(InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() {
    names.close();
  }

  @Test
  void aHostThatHangsLeavesTheThreadsToOthers() throws Exception {
    List<CompletableFuture<List<InetAddress>>> waiting = askSlow(100);

    assertThat(names.of("quick.example").get(20, TimeUnit.SECONDS)).hasSize(1);
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    assertThat(hanging).hasValueLessThan(2);
  }

  @Test
  void whoLeavesTakesTheAnswerFromNobody() throws Exception {
    List<CompletableFuture<List<InetAddress>>> waiting = askSlow(2);

    waiting.get(0).cancel(true);
    answer.countDown();

    assertThat(waiting.get(1).get(20, TimeUnit.SECONDS)).hasSize(1);
  }

  @Test
  void looksANameUpAnewOnceItWasAnswered() throws Exception {
    answer.countDown();

    askSlow(1).get(0).get(20, TimeUnit.SECONDS);
    askSlow(1).get(0).get(20, TimeUnit.SECONDS);

    assertThat(hanging).hasValue(2);
  }

  @Test
  void tellsThatAHostIsUnknownEachTime() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> names.of("unknown.example").get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(GatewayException.class);
    }
  }

  private List<CompletableFuture<List<InetAddress>>> askSlow(int times) {
    return Stream.generate(() -> names.of("slow.example")).limit(times).toList();
  }
}
