package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.routerly.accounting.Accountant;
import io.routerly.domain.UsageRecord;
import io.routerly.store.UsageFilter;
import io.routerly.store.UsageQuery;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A model without prices, as the log and the ledger tell of it. */
class UnpricedModelTest {
  @Test
  void isWarnedOfOnceAndRecordedAsUnpricedEachTime(@TempDir Path home) throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(Accountant.class);
    log.start();
    logger.addAppender(log);
    try (WholeService service = new WholeService(home)) {
      for (int call = 0; call < 3; call++) {
        try (RawClient client = service.chat(call == 1)) {
          assertThat(client.answer()).startsWith("HTTP/1.1 200");
        }
      }
      assertThat(service.gateway().usage().find(new UsageQuery(UsageFilter.ALL, 10, 0)).items())
          .hasSize(3)
          .allMatch(UsageRecord::unpriced);
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list)
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.getLevel()).isEqualTo(Level.WARN);
              assertThat(warning.getFormattedMessage()).contains("gpt has no prices");
            });
  }
}
