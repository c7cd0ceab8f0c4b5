package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  /** Remembers what is logged. */
  private static final class Log extends Handler {
    final List<String> messages = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord event) {
      messages.add(event.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void theFrameworkFindsNothingToWarnOfInAResource() {
    Logger registrations = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");
    Log log = new Log();
    registrations.addHandler(log);
    try (RunningGateway gateway = new RunningGateway()) {
      assertThat(gateway.get("health").statusCode()).isEqualTo(200);
      assertThat(log.messages).isEmpty();
    } finally {
      registrations.removeHandler(log);
    }
  }
}
