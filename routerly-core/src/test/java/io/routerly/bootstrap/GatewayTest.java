package io.routerly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GatewayTest {
  private final Path home;

  GatewayTest(@TempDir Path folder) {
    this.home = folder.resolve("home");
  }

  @Test
  void anOpeningThatFailsLateLeavesTheHomeToTheNextOne() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    GatewayOptions broken =
        new GatewayOptions(
            home,
            Clock.systemUTC(),
            new SecureRandom(),
            name -> {
              throw new StackOverflowError("of the test");
            });

    assertThatThrownBy(() -> Gateway.open(broken)).isInstanceOf(StackOverflowError.class);

    assertThat(startedSince(before)).noneMatch(Thread::isAlive);
    Gateway.open(working()).close();
  }

  @Test
  void noThreadIsLeftAfterTheClosing() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Gateway gateway = Gateway.open(working());
    List<Thread> ours = startedSince(before);
    gateway.close();

    assertThat(ours).isNotEmpty().noneMatch(Thread::isAlive);
  }

  private static List<Thread> startedSince(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread) && thread.getName().startsWith("routerly-"))
        .toList();
  }

  private GatewayOptions working() {
    return new GatewayOptions(
        home, Clock.systemUTC(), new SecureRandom(), name -> Optional.empty());
  }
}
