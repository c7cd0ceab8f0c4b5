package io.routerly.store.file;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told when the disk does not give or take records. */
final class UsageUnavailable {
  private static final Logger LOG = LoggerFactory.getLogger(UsageUnavailable.class);

  private UsageUnavailable() {}

  /** Says nothing of the writing, which has its own file open. */
  static GatewayException forReading(IOException cause) {
    LOG.error("usage cannot be read", cause);
    return cause instanceof ArchiveDamagedException damage
        ? new GatewayException(
            ErrorCode.USAGE_STORE_UNAVAILABLE,
            "usage of that time cannot be read: " + damage.getMessage(),
            damage)
        : unavailable("read", cause);
  }

  static GatewayException forWriting(IOException cause) {
    return unavailable("written", cause);
  }

  private static GatewayException unavailable(String what, IOException cause) {
    return new GatewayException(
        ErrorCode.USAGE_STORE_UNAVAILABLE,
        "usage cannot be " + what + " at present: look at the disk of the service",
        cause);
  }
}
