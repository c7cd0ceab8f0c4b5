package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ListeningRefusalTest {
  @ParameterizedTest
  @MethodSource("failures")
  void tellsTheCauseAndTheRemedy(Exception failure, String cause, String remedy) {
    assertThat(RunningService.refusal(ServerOptions.on("gateway", 80), failure))
        .hasMessageContainingAll(cause, remedy);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new BindException("Permission denied"), "needs a privilege", "--port"),
        Arguments.of(new BindException("Address already in use"), "something else does", "--port"),
        Arguments.of(
            new BindException("Cannot assign requested address"), "no such address", "--host"),
        Arguments.of(
            new SocketException("Unresolved address"), "host name gateway", "ROUTERLY_HOST"),
        Arguments.of(new UnresolvedAddressException(), "host name gateway", "ROUTERLY_HOST"));
  }
}
