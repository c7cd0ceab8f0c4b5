package io.routerly.api;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The log of the tests: silent, but for one that asks for everything down to the finest level, of
 * the product and of the libraries below it.
 */
public final class CapturedLog implements SLF4JServiceProvider {
  private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();
  private static volatile boolean listening;

  private final IMarkerFactory markers = new BasicMarkerFactory();

  /** Takes down what is logged until it is closed. */
  static final class Listening implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final Handler[] others = root.getHandlers();
    private final Handler handler = new Libraries();

    private Listening() {
      for (Handler other : others) {
        root.removeHandler(other); // The console would show all of it.
      }
      handler.setLevel(Level.ALL);
      root.addHandler(handler);
      root.setLevel(Level.ALL);
    }

    List<String> lines() {
      return List.copyOf(LINES);
    }

    @Override
    public void close() {
      listening = false;
      root.setLevel(before);
      root.removeHandler(handler);
      for (Handler other : others) {
        root.addHandler(other);
      }
    }
  }

  static Listening listen() {
    LINES.clear();
    listening = true;
    return new Listening();
  }

  private static final class Libraries extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord event) {
      if (!String.valueOf(event.getLoggerName()).startsWith("jdk.")) { // The tests' own client.
        LINES.add(formatter.format(event));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static final class Lines extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    Lines(String name) {
      this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
      return listening;
    }

    @Override
    public boolean isDebugEnabled() {
      return listening;
    }

    @Override
    public boolean isInfoEnabled() {
      return listening;
    }

    @Override
    public boolean isWarnEnabled() {
      return listening;
    }

    @Override
    public boolean isErrorEnabled() {
      return listening;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        org.slf4j.event.Level level,
        @Nullable Marker marker,
        String pattern,
        Object @Nullable [] arguments,
        @Nullable Throwable thrown) {
      StringWriter line = new StringWriter();
      line.append(level + " " + name + " ")
          .append(MessageFormatter.basicArrayFormat(pattern, arguments))
          .append("\n");
      if (thrown != null) {
        thrown.printStackTrace(new PrintWriter(line, true));
      }
      LINES.add(line.toString());
    }
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return Lines::new;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return new NOPMDCAdapter();
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}
}
