package io.routerly.standalone;

import static java.time.temporal.ChronoUnit.MILLIS;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import io.routerly.log.LogMark;
import java.time.Instant;

/**
 * Writes one event as one line: time, level, the request that it belongs to if it does to one,
 * logger, message, and the exception with its place.
 *
 * <p>Line breaks in messages become visible marks, so that nobody can forge an event.
 */
final class LineLayout extends LayoutBase<ILoggingEvent> {
  private static final int FRAMES = 8;

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append(Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(MILLIS))
        .append(' ')
        .append(event.getLevel())
        .append(markOf(event))
        .append(shortName(event.getLoggerName()))
        .append(": ")
        .append(event.getFormattedMessage());
    for (IThrowableProxy cause = event.getThrowableProxy();
        cause != null;
        cause = cause.getCause()) {
      append(cause, line);
    }
    return line.toString().replaceAll("[\\r\\n\\u0085\\u2028\\u2029]+", " | ") + '\n';
  }

  private static String markOf(ILoggingEvent event) {
    String mark = event.getMDCPropertyMap().get(LogMark.KEY);
    return mark == null ? " " : " [" + mark + "] ";
  }

  private static void append(IThrowableProxy thrown, StringBuilder line) {
    line.append(" | ").append(thrown.getClassName()).append(": ").append(thrown.getMessage());
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      line.append(" | ").append(frames[i].getSTEAsString());
    }
  }

  private static String shortName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }
}
