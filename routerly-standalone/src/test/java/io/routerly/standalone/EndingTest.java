package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.bootstrap.Gateway;
import io.routerly.bootstrap.GatewayOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when a start or a stop fails. */
class EndingTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> taken = new ArrayList<>();

  private int stop(Runnable... steps) {
    return Shutdown.run(List.of(steps), new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void aStopThatGoesWellSaysSo() {
    assertThat(stop(() -> taken.add("service"), () -> taken.add("folder"))).isZero();
    assertThat(taken).containsExactly("service", "folder");
    assertThat(out).hasToString("Routerly has stopped.%n".formatted());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aStepThatFailsIsToldInOneSentenceAndKeepsNoOtherFromItsWork() {
    Runnable failing =
        () -> {
          throw new IllegalStateException("the disk is gone");
        };

    assertThat(stop(failing, () -> taken.add("folder"))).isEqualTo(1);
    assertThat(taken).containsExactly("folder");
    assertThat(err.toString()).contains("the disk is gone").hasLineCount(1);
  }

  @Test
  void aDemoThatCannotBeOpenedLeavesNoFolder() {
    List<Path> homes = new ArrayList<>();

    assertThatThrownBy(
            () ->
                DemoHome.create(
                    options -> {
                      homes.add(options.home());
                      throw new IllegalStateException("as planned");
                    }))
        .hasMessage("as planned");
    assertThat(homes).singleElement().satisfies(home -> assertThat(home).doesNotExist());
  }

  @Test
  void aServiceThatFailsUnexpectedlyLeavesItsHomeToTheNextOne(@TempDir Path home) {
    Overrides impossible =
        new Overrides(
            Optional.of(70_000), Optional.of("127.0.0.1"), Optional.empty(), Optional.empty());
    Gateway gateway = Gateway.open(GatewayOptions.of(home));

    assertThatThrownBy(() -> RunningService.start(gateway, impossible))
        .isInstanceOf(IllegalArgumentException.class);
    Gateway.open(GatewayOptions.of(home)).close();
  }
}
