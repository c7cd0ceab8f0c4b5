package io.routerly.log;

import org.slf4j.MDC;

/**
 * The mark of a request, which every line that is logged for it carries.
 *
 * <p>One value of the thread in SLF4J's context: it is set and removed by itself, since a copy of
 * the whole context would cost more than the rest of this.
 */
public final class LogMark {
  /** The value's name, for layouts of the log. */
  public static final String KEY = "request";

  private LogMark() {}

  /** Marks what this thread logs from now on. */
  public static void set(String mark) {
    MDC.put(KEY, mark);
  }

  /** Ends the mark of this thread. */
  public static void clear() {
    MDC.remove(KEY);
  }

  /** Returns {@code task} with the mark of the present thread, whichever thread runs it. */
  public static Runnable carriedBy(Runnable task) {
    String mark = MDC.get(KEY);
    return mark == null ? task : () -> marked(mark, task);
  }

  private static void marked(String mark, Runnable task) {
    MDC.put(KEY, mark);
    try {
      task.run();
    } finally {
      MDC.remove(KEY);
    }
  }
}
