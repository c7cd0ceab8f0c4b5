package io.routerly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.routerly.log.LogMark;
import io.routerly.testkit.script.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Which request a line of the log belongs to. */
class LogMarkTest {
  private static final Pattern TRACE_ID =
      Pattern.compile("(?i)x-routerly-trace-id: (trc_\\w{16})\r\n");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(log);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("io.routerly");
  }

  @Test
  void everyLineOfACallTellsItsIdAndItsClientsNameForIt(@TempDir Path home) throws IOException {
    try (WholeService service = new WholeService(home);
        RawClient client = new RawClient(service.port())) {
      service.provider.byDefault(Script.error(500));
      log.list.clear();
      String answer =
          client
              .send(service.chatRequest().replace("Host:", "X-Request-Id: a-1\r\nHost:"))
              .answer();
      Matcher id = TRACE_ID.matcher(answer);

      assertThat(id.find()).isTrue();
      assertThat(log.list).isNotEmpty();
      assertThat(List.copyOf(log.list))
          .allSatisfy(
              event ->
                  assertThat(event.getMDCPropertyMap())
                      .containsEntry(LogMark.KEY, id.group(1) + " a-1"));
      assertThat(new LineLayout().doLayout(log.list.get(0)))
          .contains(" WARN [" + id.group(1) + " a-1] ");
    }
  }

  @Test
  void aLineOfNoRequestHasNoMark() {
    logger().warn("Something");

    assertThat(new LineLayout().doLayout(log.list.get(0))).contains("Z WARN routerly: Something");
  }
}
