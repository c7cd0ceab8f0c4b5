package io.routerly.upstream;

import static io.routerly.upstream.UpstreamTimeoutException.Phase.CONNECT;
import static io.routerly.upstream.UpstreamTimeoutException.Phase.FIRST_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The watch's decisions, without its thread and under a clock that stands still. */
final class DeadlineWatchTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - SECOND); // it may overflow
  private final DeadlineWatch watch = new DeadlineWatch(clock::get, () -> {});

  private final class Socket implements Watched {
    private final Exchange exchange;
    private Runnable whenLookedAt = () -> {};
    private int closes;

    Socket(long connectMillis) {
      this(connectMillis, 1);
    }

    Socket(long connectMillis, long idleMillis) {
      exchange = new Exchange(Fixture.timeouts(connectMillis, 1, idleMillis), watch, clock::get);
      exchange.blocksOn(this::close);
      watch.add(this);
    }

    @Override
    public Exchange exchange() {
      whenLookedAt.run();
      return exchange;
    }

    @Override
    public void close() {
      closes++;
    }
  }

  @Test
  void closesWhatIsOverdueOnce() {
    Socket socket = new Socket(300);
    socket.exchange.armConnect();
    watch.look(clock.addAndGet(SECOND / 4));
    assertThat(socket.closes).isZero();
    watch.look(clock.addAndGet(SECOND / 4));
    watch.look(clock.addAndGet(SECOND));
    assertThat(socket.closes).isEqualTo(1);
    assertThat(((UpstreamTimeoutException) socket.exchange.ended()).phase()).isEqualTo(CONNECT);
  }

  @Test
  void leavesAloneWhatWaitsForNothing() {
    Socket socket = new Socket(300);
    socket.exchange.armConnect();
    socket.exchange.rest();
    watch.look(clock.addAndGet(100 * SECOND));
    assertThat(socket.closes).isZero();
  }

  @Test
  void tellsTheLimitThatHadPassedAlthoughTheOwnerRestsByThen() {
    Socket socket = new Socket(300);
    socket.exchange.armConnect();
    socket.exchange.blocksOn(socket.exchange::rest);

    watch.look(clock.addAndGet(SECOND));

    assertThat(((UpstreamTimeoutException) socket.exchange.ended()).phase()).isEqualTo(CONNECT);
  }

  @Test
  void endsWhatIsToEndSoonAtWhicheverLimitComesFirst() {
    Socket socket = new Socket(300);
    socket.exchange.endWithin(Duration.ofSeconds(1));
    socket.exchange.endWithin(Duration.ofSeconds(9));
    socket.exchange.rest();

    watch.look(clock.addAndGet(2 * SECOND));

    assertThat(socket.closes).isEqualTo(1);
  }

  @Test
  void endsAnAnswerThatDoesNotBeginWhateverComesBeforeIt() {
    Socket socket = new Socket(300, 10_000);
    socket.exchange.armSending();
    socket.exchange.beginWithin(Duration.ofMillis(500));
    socket.exchange.armReading(false);

    watch.look(clock.addAndGet(SECOND * 3 / 4));

    assertThat(((UpstreamTimeoutException) socket.exchange.ended()).phase()).isEqualTo(FIRST_BYTE);
  }

  @Test
  void letsAnAnswerThatHasBegunGoOn() {
    Socket socket = new Socket(300, 10_000);
    socket.exchange.armSending();
    socket.exchange.beginWithin(Duration.ofMillis(500));
    socket.exchange.begun();
    socket.exchange.armReading(false);

    watch.look(clock.addAndGet(SECOND * 3 / 4));

    assertThat(socket.closes).isZero();
  }

  @Test
  void looksAgainAtTheNearestDeadline() {
    long now = clock.get();
    assertThat(watch.look(now) - now).isEqualTo(SECOND);
    new Socket(30_000).exchange.armConnect();
    assertThat(watch.look(now) - now).isEqualTo(SECOND);
    new Socket(300).exchange.armConnect();
    new Socket(500).exchange.armConnect();
    assertThat(watch.look(now) - now).isEqualTo(SECOND * 3 / 10);
  }

  @Test
  void isWokenByADeadlineBeforeItsNextLook() {
    long next = watch.look(clock.get());
    assertThat(watch.armed(next + 1)).isFalse();
    assertThat(watch.armed(next - 1)).isTrue();
  }

  @Test
  void isWokenByEveryDeadlineThatIsArmedWhileItLooks() {
    boolean[] woken = {false};
    Socket socket = new Socket(300);
    socket.whenLookedAt = () -> woken[0] = watch.armed(clock.get() + 100 * SECOND);
    watch.look(clock.get());
    assertThat(woken[0]).isTrue();
  }
}
