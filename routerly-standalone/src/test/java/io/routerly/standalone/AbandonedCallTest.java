package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.testkit.script.Gate;
import io.routerly.testkit.script.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service between a client that leaves and a provider that is silent. */
class AbandonedCallTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Gate silence = new Gate();
  private WholeService service;

  @BeforeEach
  void start(@TempDir Path home) throws IOException {
    service = new WholeService(home);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void cancelsAProviderThatHasNotAnsweredYet() throws Exception {
    service.provider.next(Script.answer().hangBeforeHeaders(silence));
    try (RawClient client = service.chat(false)) {
      silence.awaitReached(PATIENCE);
      client.abort();

      assertThat(service.provider.takeRequest(PATIENCE).awaitClientClosed(PATIENCE)).isNotNull();
    }
  }

  @Test
  void cancelsAProviderThatFellSilentInMidStream() throws Exception {
    service.provider.next(Script.answer().hangAfterEvents(2, silence));
    try (RawClient client = service.chat(true)) {
      client.head();
      assertThat(client.chunk()).contains("data: ");
      silence.awaitReached(PATIENCE);
      client.abort();

      assertThat(service.provider.takeRequest(PATIENCE).awaitClientClosed(PATIENCE)).isNotNull();
    }
  }
}
