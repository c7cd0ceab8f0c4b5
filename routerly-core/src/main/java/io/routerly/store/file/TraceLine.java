package io.routerly.store.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.routerly.routing.Trace;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of a file of traces, not yet read: most lines are none that anybody looks for.
 *
 * <p>{@link TraceEncoder} writes id and project first, so a look at a line's beginning tells.
 */
@SuppressWarnings(
    "ArrayRecordComponent") // the buffer is the reader's, and a line lasts as long as its turn
record TraceLine(byte[] bytes, int from, int to) {
  private static final Pattern ID = Pattern.compile("trc_[A-Za-z0-9_-]{1,64}");
  private static final byte[] START = "{\"traceId\":\"".getBytes(US_ASCII);
  private static final String PROJECT = "\",\"projectId\":\"";

  /** Id and time, which stand before the project, are no longer than that. */
  private static final int PROJECT_WITHIN = 180;

  /** Returns whether a trace may have that id. */
  static boolean isId(String traceId) {
    return ID.matcher(traceId).matches();
  }

  boolean isOf(String traceId) {
    byte[] start = ("{\"traceId\":\"" + traceId + "\"").getBytes(US_ASCII);
    return to - from >= start.length
        && Arrays.equals(bytes, from, from + start.length, start, 0, start.length);
  }

  /** Returns where its id begins, if it has one. */
  int idFrom() {
    return from + START.length;
  }

  /** Returns how long its id is; 0 for what is no trace. */
  int idLength() {
    if (to - from < START.length || !Arrays.equals(bytes, from, idFrom(), START, 0, START.length)) {
      return 0;
    }
    int end = idFrom();
    while (end < to && bytes[end] != '"') {
      end++;
    }
    return end - idFrom();
  }

  /** Returns whether it is of that project, as far as its beginning tells. */
  boolean isOfProject(String projectId) {
    int end = Math.min(to, from + PROJECT_WITHIN);
    String start = new String(bytes, from, end - from, US_ASCII);
    return start.contains(PROJECT + projectId + "\"");
  }

  Optional<Trace> trace() {
    return TraceDecoder.decode(bytes, from, to);
  }
}
