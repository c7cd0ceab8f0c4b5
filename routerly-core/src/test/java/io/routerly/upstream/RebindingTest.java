package io.routerly.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names that resolve to one address when they are judged and to another a moment later. */
@Timeout(60) // seconds; a limit that is not kept would hang the build
final class RebindingTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String CLOSING =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";

  /** Answers with each of these in turn, and with the last one for ever. */
  private static HostResolver inTurn(AtomicInteger asked, String... addresses) {
    return host ->
        List.of(
            InetAddress.getByName(
                addresses[Math.min(asked.getAndIncrement(), addresses.length - 1)]));
  }

  private static UpstreamRequest get(LoopbackServer server, AddressRule rule) {
    UpstreamRequest request = Fixture.get(server.uri("rebinding.example"));
    return new UpstreamRequest(
        request.method(),
        request.uri(),
        request.headers(),
        request.body(),
        request.timeouts(),
        rule);
  }

  @Test
  void theAddressThatWasJudgedIsTheOneThatIsConnectedTo() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackServer server = LoopbackServer.answering(OK);
        Fixture fixture = new Fixture(inTurn(asked, "127.0.0.1", "169.254.169.254"))) {
      assertThat(fixture.fetch(get(server, AddressRule.PRIVATE_ALLOWED))).isEqualTo("ok");
      assertThat(asked).hasValue(1);
      assertThat(fixture.fetch(get(server, AddressRule.PRIVATE_ALLOWED))).isEqualTo("ok");
      assertThat(asked).hasValue(1); // the connection is the one whose address was judged
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aNewConnectionIsJudgedAnew() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackServer server =
            LoopbackServer.with(
                peer -> {
                  boolean unused = peer.readRequest();
                  peer.write(CLOSING);
                });
        Fixture fixture = new Fixture(inTurn(asked, "127.0.0.1", "169.254.169.254", "127.0.0.1"))) {
      assertThat(fixture.fetch(get(server, AddressRule.PRIVATE_ALLOWED))).isEqualTo("ok");
      assertThat(
              Fixture.codeOf(() -> fixture.send(get(server, AddressRule.PRIVATE_ALLOWED)).close()))
          .isEqualTo(ErrorCode.PROVIDER_UNREACHABLE);
      assertThat(Fixture.codeOf(() -> fixture.send(get(server, AddressRule.PUBLIC_ONLY)).close()))
          .isEqualTo(ErrorCode.PROVIDER_UNREACHABLE);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /** What an administrator's model may reach is not lent to the URL of somebody's image. */
  @Test
  void aConnectionThatIsOpenServesNoRequestOfAStricterRule() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackServer server = LoopbackServer.answering(OK);
        Fixture fixture = new Fixture(inTurn(asked, "127.0.0.1"))) {
      assertThat(fixture.fetch(get(server, AddressRule.PRIVATE_ALLOWED))).isEqualTo("ok");

      assertThat(Fixture.codeOf(() -> fixture.send(get(server, AddressRule.PUBLIC_ONLY)).close()))
          .isEqualTo(ErrorCode.PROVIDER_UNREACHABLE);
      assertThat(server.requests()).hasSize(1);
    }
  }
}
