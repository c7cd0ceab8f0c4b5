package io.routerly.wire.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * One Server-Sent Event as it stood in the stream, or the comments and blank lines between two.
 *
 * <p>A view of a buffer that the next read overwrites: valid only while the sink that was given it
 * runs.
 */
public final class SseEvent {
  /** The byte-order mark that a stream may begin with. */
  static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private static final byte[] DATA = "data".getBytes(UTF_8);
  private static final byte[] EVENT = "event".getBytes(UTF_8);
  private static final byte[] NONE = {};

  private final byte[] bytes;
  private final int from;
  private final int to;
  private byte[] data = NONE;
  private int dataFrom;
  private int dataTo;
  private int dataLines;
  private int dataLength;
  private boolean joining;
  private String name = "";

  /**
   * @param first whether a byte-order mark may stand before it
   */
  SseEvent(byte[] bytes, int from, int to, boolean first) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    int begin = first && startsWithMark() ? from + MARK.length : from;
    parse(begin);
    if (dataLines > 1) {
      joinData(begin);
    }
  }

  private boolean startsWithMark() {
    return to - from >= MARK.length
        && Arrays.equals(bytes, from, from + MARK.length, MARK, 0, MARK.length);
  }

  /** Returns the value of the {@code event} field, or an empty string. */
  public String name() {
    return name;
  }

  /**
   * Returns whether it says nothing: there is no {@code data} field, so that nothing is dispatched,
   * or nothing but white space in it.
   */
  public boolean isIdle() {
    return trimmedFrom() == dataTo;
  }

  /** Returns the array that holds the data; look only from {@link #dataFrom} to {@link #dataTo}. */
  public byte[] data() {
    return data;
  }

  public int dataFrom() {
    return dataFrom;
  }

  public int dataTo() {
    return dataTo;
  }

  /** Returns whether the data is exactly these bytes, but for white space around them. */
  public boolean dataIs(byte[] wanted) {
    int begin = trimmedFrom();
    int end = dataTo;
    while (end > begin && isSpace(data[end - 1])) {
      end--;
    }
    return Arrays.equals(data, begin, end, wanted, 0, wanted.length);
  }

  private int trimmedFrom() {
    int begin = dataFrom;
    while (begin < dataTo && isSpace(data[begin])) {
      begin++;
    }
    return begin;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n';
  }

  /** Returns the data as text. */
  public String dataText() {
    return new String(data, dataFrom, dataTo - dataFrom, UTF_8);
  }

  /** Returns a copy of the event's bytes, its blank line included. */
  public byte[] raw() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Adds the event's bytes to {@code target}, its blank line included. */
  public void writeTo(ByteArrayOutputStream target) {
    target.write(bytes, from, to - from);
  }

  /** Returns whether it is nothing but the second half of a CRLF whose first half came before. */
  public boolean isLineFeed() {
    return to - from == 1 && bytes[from] == '\n';
  }

  /** Returns whether its last byte is a CR, so that a LF may follow that belongs to it. */
  public boolean endsInCarriageReturn() {
    return to > from && bytes[to - 1] == '\r';
  }

  private void parse(int begin) {
    int lineFrom = begin;
    while (lineFrom < to) {
      int lineTo = lineFrom;
      while (lineTo < to && bytes[lineTo] != '\n' && bytes[lineTo] != '\r') {
        lineTo++;
      }
      line(lineFrom, lineTo);
      lineFrom = lineTo + 1;
    }
  }

  private void line(int lineFrom, int lineTo) {
    int colon = lineFrom;
    while (colon < lineTo && bytes[colon] != ':') {
      colon++;
    }
    int valueFrom = Math.min(colon + 1, lineTo);
    if (valueFrom < lineTo && bytes[valueFrom] == ' ') {
      valueFrom++;
    }
    if (Arrays.equals(bytes, lineFrom, colon, DATA, 0, DATA.length)) {
      addData(valueFrom, lineTo);
    } else if (Arrays.equals(bytes, lineFrom, colon, EVENT, 0, EVENT.length)) {
      name = new String(bytes, valueFrom, lineTo - valueFrom, UTF_8);
    }
  }

  private void addData(int valueFrom, int valueTo) {
    if (joining) {
      join(valueFrom, valueTo);
      return;
    }
    if (dataLines == 0) {
      data = bytes;
      dataFrom = valueFrom;
      dataTo = valueTo;
    }
    dataLines++;
    dataLength += valueTo - valueFrom;
  }

  /** Walks the lines a second time, so that each is copied once however many there are. */
  private void joinData(int begin) {
    joining = true;
    data = new byte[dataLength + dataLines - 1];
    dataFrom = 0;
    dataTo = 0;
    parse(begin);
  }

  private void join(int valueFrom, int valueTo) {
    System.arraycopy(bytes, valueFrom, data, dataTo, valueTo - valueFrom);
    dataTo += valueTo - valueFrom;
    if (dataTo < data.length) {
      data[dataTo++] = '\n';
    }
  }
}
