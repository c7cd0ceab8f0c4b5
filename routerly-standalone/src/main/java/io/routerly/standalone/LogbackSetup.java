package io.routerly.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.routerly.domain.LogLevel;
import java.util.List;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sets the log up in code, which starts faster than a file: one line per event to the error stream.
 *
 * <p>Logback finds this class through {@code META-INF/services}.
 */
public final class LogbackSetup extends ContextAwareBase implements Configurator {
  /**
   * Jersey reports every client that leaves as a severe error, and types that it could serve if
   * there were further libraries; our own code reports what matters.
   */
  private static final List<String> NOISE =
      List.of(
          "org.glassfish.jersey.server.ServerRuntime$Responder",
          "org.glassfish.jersey.message.internal.MessagingBinders");

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    LineLayout layout = new LineLayout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.addTurboFilter(new BrokenContentFilter());
    NOISE.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Sends what libraries log through {@code java.util.logging}, from warnings up, to this log. */
  static void adoptJavaLogging() {
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.install();
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
  }

  /** Sets how much of Routerly's own events is logged; libraries stay at warnings. */
  static void setLevel(LogLevel level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger("io.routerly").setLevel(Level.toLevel(level.name()));
    context
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .setLevel(level == LogLevel.ERROR ? Level.ERROR : Level.WARN);
  }
}
