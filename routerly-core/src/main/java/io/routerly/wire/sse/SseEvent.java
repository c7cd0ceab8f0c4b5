package io.routerly.wire.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * One Server-Sent Event as it stood in the stream.
 *
 * <p>A view of a buffer that the next read overwrites: valid only while the sink that was given it
 * runs.
 */
public final class SseEvent {
  private static final byte[] DATA = "data".getBytes(UTF_8);
  private static final byte[] EVENT = "event".getBytes(UTF_8);
  private static final byte[] NONE = {};

  private final byte[] bytes;
  private final int from;
  private final int to;
  private byte[] data = NONE;
  private int dataFrom;
  private int dataTo;
  private boolean hasData;
  private String name = "";

  SseEvent(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    parse();
  }

  /** Returns the value of the {@code event} field, or an empty string. */
  public String name() {
    return name;
  }

  /** Returns whether there is a {@code data} field at all; without one, nothing is dispatched. */
  public boolean hasData() {
    return hasData;
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

  /** Returns whether the data is exactly these bytes. */
  public boolean dataIs(byte[] wanted) {
    return hasData && Arrays.equals(data, dataFrom, dataTo, wanted, 0, wanted.length);
  }

  /** Returns the data as text. */
  public String dataText() {
    return new String(data, dataFrom, dataTo - dataFrom, UTF_8);
  }

  /** Returns a copy of the event's bytes, its blank line included. */
  public byte[] raw() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private void parse() {
    int lineFrom = from;
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
    if (!hasData) {
      hasData = true;
      data = bytes;
      dataFrom = valueFrom;
      dataTo = valueTo;
      return;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(data, dataFrom, dataTo - dataFrom);
    joined.write('\n');
    joined.write(bytes, valueFrom, valueTo - valueFrom);
    data = joined.toByteArray();
    dataFrom = 0;
    dataTo = data.length;
  }
}
