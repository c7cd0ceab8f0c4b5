package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.CallStatus;
import io.routerly.domain.UsageRecord;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsageQuery;
import io.routerly.testkit.http.Cut;
import io.routerly.testkit.http.Header;
import io.routerly.testkit.script.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that break off at the provider, as the client of the whole service sees them. */
class BrokenAnswerTest {
  private WholeService service;

  @BeforeEach
  void start(@TempDir Path home) throws IOException {
    service = new WholeService(home);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void whatPassesThroughDoesNotEndAsIfItWereWhole(Cut cut) throws IOException {
    service.provider.next(speech().cutAfterBytes(60, cut));
    assertBreaks();
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void norDoesWhatPassesThroughInChunks(Cut cut) throws IOException {
    service.provider.next(speech().chunked().cutAfterBytes(60, cut));
    assertBreaks();
  }

  /** Something that is not looked into on its way. */
  private static Script speech() {
    return Script.respond(200, "speech".repeat(1000), new Header("Content-Type", "audio/mpeg"));
  }

  private void assertBreaks() throws IOException {
    try (RawClient client = service.embeddings()) {
      String head = client.head();
      assertThat(head).startsWith("HTTP/1.1 200");
      assertThatThrownBy(
              () -> {
                for (String chunk = client.chunk(); !chunk.isEmpty(); chunk = client.chunk()) {
                  assertThat(chunk).isNotEmpty();
                }
              })
          .isInstanceOf(IOException.class);
    }
    assertThat(records()).extracting(UsageRecord::status).containsExactly(CallStatus.ERROR);
  }

  @ParameterizedTest
  @EnumSource(Cut.class)
  void whatPassesThroughAndHasNoByteYetIsAnErrorWithItsStatus(Cut cut) throws IOException {
    service.provider.next(speech().cutBeforeBody(cut));
    try (RawClient client = service.embeddings()) {
      assertThat(client.answer()).startsWith("HTTP/1.1 502").contains("provider_interrupted");
    }
  }

  @Test
  void aWholeAnswerThatBreaksOffIsAnErrorWithItsStatus() throws IOException {
    service.provider.byDefault(Script.answer().cutAfterBytes(60, Cut.RESET));
    try (RawClient client = service.chat(false)) {
      assertThat(client.answer()).startsWith("HTTP/1.1 502");
    }
  }

  @Test
  void aStreamThatBreaksOffSaysSoAndTheConnectionGoesOn() throws IOException {
    service.provider.next(Script.answer().cutAfterEvents(2, Cut.RESET));
    try (RawClient client = service.chat(true)) {
      assertThat(client.answer()).contains("\"error\"").doesNotContain("[DONE]");
    }
  }

  private List<UsageRecord> records() {
    return service.gateway().usage().find(new UsageQuery(UsageFilter.ALL, 10, 0)).items();
  }
}
