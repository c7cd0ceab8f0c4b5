package io.routerly.standalone.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.FakeOpenAi;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a client's departure ends the provider's call, even while the provider is silent. */
class ClientGoneIT {
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path home;

  @ParameterizedTest(name = "silent after {0} events")
  @ValueSource(ints = {-1, 3})
  void closesTheProvidersConnection(int eventsBeforeSilence) throws IOException {
    try (FakeOpenAi provider = FakeOpenAi.start();
        RunningJar jar = RunningJar.start(home)) {
      Installation installation = Installation.setUp(jar, provider);
      provider.next(
          eventsBeforeSilence < 0
              ? Script.answer().hangBeforeHeaders()
              : Script.answer().hangAfterEvents(eventsBeforeSilence));

      callAndLeave(jar.root(), installation.token(), eventsBeforeSilence > 0, provider)
          .awaitClientClosed(TWO_SECONDS);
      jar.stop();

      assertThat(Ledger.records(home))
          .singleElement()
          .satisfies(record -> assertThat(record.getString("status")).isEqualTo("aborted"))
          .satisfies(record -> assertThat(record.getBoolean("estimated")).isTrue());
    }
  }

  private static RecordedRequest callAndLeave(
      URI root, String token, boolean afterFirstData, FakeOpenAi provider) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), root.getPort())) {
      client.getOutputStream().write(request(root, token));
      if (afterFirstData) {
        awaitText(client.getInputStream(), "data:");
      }
      return provider.takeRequest(PATIENCE);
    }
  }

  private static void awaitText(InputStream in, String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(text) < 0) {
      int next = in.read();
      assertThat(next).as("the answer so far: %s", seen).isNotNegative();
      seen.append((char) next);
    }
  }

  private static byte[] request(URI root, String token) {
    String body =
        "{\"model\":\"gpt-5\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    return ("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n"
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
        .formatted(root.getPort(), token, body.length(), body)
        .getBytes(StandardCharsets.UTF_8);
  }
}
