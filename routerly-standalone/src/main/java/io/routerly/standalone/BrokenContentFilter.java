package io.routerly.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.glassfish.grizzly.http.HttpBrokenContentException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps out of the log that somebody sent a body whose chunks are none, which Grizzly warns of with
 * a stack trace: whoever reaches the port could fill the log with it.
 */
final class BrokenContentFilter extends TurboFilter {
  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    return thrown instanceof HttpBrokenContentException ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
