package io.routerly.testkit;

import io.routerly.testkit.http.ResponseStream;
import io.routerly.testkit.script.Fault;
import io.routerly.testkit.script.Place;
import io.routerly.testkit.wire.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Sends one answer and lets its faults happen at their places. */
final class Delivery {
  private final Answer answer;
  private final List<Fault> faults;
  private final ResponseStream out;
  private int bytesSent;

  Delivery(Answer answer, List<Fault> faults, ResponseStream out) {
    this.answer = answer;
    this.faults = faults;
    this.out = out;
  }

  void send() throws IOException {
    at(Place.Kind.BEFORE_HEAD, 0);
    out.send(head());
    at(Place.Kind.BEFORE_BODY, 0);
    at(Place.Kind.AFTER_EVENTS, 0);
    at(Place.Kind.AFTER_BYTES, 0);
    int events = 0;
    for (byte[] piece : answer.pieces()) {
      sendPiece(piece);
      at(Place.Kind.AFTER_EVENTS, ++events);
    }
    if (answer.stream()) {
      out.send(ascii("0\r\n\r\n"));
    }
  }

  private void sendPiece(byte[] piece) throws IOException {
    int from = 0;
    while (from < piece.length) {
      int to = Math.min(piece.length, from + untilNextFault());
      sendBody(Arrays.copyOfRange(piece, from, to));
      bytesSent += to - from;
      from = to;
      at(Place.Kind.AFTER_BYTES, bytesSent);
    }
  }

  private int untilNextFault() {
    return faults.stream()
        .map(Fault::at)
        .filter(place -> place.kind() == Place.Kind.AFTER_BYTES && place.count() > bytesSent)
        .mapToInt(place -> place.count() - bytesSent)
        .min()
        .orElse(Integer.MAX_VALUE - bytesSent);
  }

  private void sendBody(byte[] bytes) throws IOException {
    if (!answer.stream()) {
      out.send(bytes);
      return;
    }
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes(ascii(Integer.toHexString(bytes.length) + "\r\n"));
    chunk.writeBytes(bytes);
    chunk.writeBytes(ascii("\r\n"));
    out.send(chunk.toByteArray());
  }

  private void at(Place.Kind kind, int count) throws IOException {
    for (Fault fault : faults) {
      if (fault.at().equals(new Place(kind, count))) {
        happen(fault);
      }
    }
  }

  private void happen(Fault fault) throws IOException {
    if (fault instanceof Fault.Silence silence) {
      out.awaitRelease(silence.gate().reach());
    } else if (fault instanceof Fault.Break cut) {
      throw out.cut(cut.cut());
    }
  }

  private byte[] head() {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Fake\r\n");
    answer
        .headers()
        .forEach(
            header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
    if (answer.stream()) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else {
      int length = answer.pieces().stream().mapToInt(piece -> piece.length).sum();
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    return ascii(head.append("\r\n").toString());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
