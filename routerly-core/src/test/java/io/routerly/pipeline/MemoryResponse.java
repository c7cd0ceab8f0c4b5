package io.routerly.pipeline;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.upstream.Header;
import io.routerly.upstream.UpstreamResponse;
import io.routerly.upstream.UpstreamTimeoutException;
import io.routerly.upstream.UpstreamTimeoutException.Phase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A provider's answer that comes from memory, in the pieces that a test cuts it into. */
final class MemoryResponse implements UpstreamResponse {
  private final Optional<String> contentType;
  private final Deque<byte[]> pieces = new ArrayDeque<>();
  private final Deque<Runnable> silences = new ArrayDeque<>();
  private Runnable beforeRead = () -> {};
  private Optional<Duration> beginsWithin = Optional.empty();
  private boolean breaksOff;
  private Optional<Duration> endsWithin = Optional.empty();
  private boolean closed;

  MemoryResponse(Optional<String> contentType) {
    this.contentType = contentType;
  }

  static MemoryResponse stream() {
    return new MemoryResponse(Optional.of("text/event-stream"));
  }

  MemoryResponse piece(byte[] bytes, int from, int to) {
    pieces.add(Arrays.copyOfRange(bytes, from, to));
    return this;
  }

  MemoryResponse piece(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return piece(bytes, 0, bytes.length);
  }

  /** Runs the next of these at each further read, before it returns anything. */
  MemoryResponse inSilence(Runnable... happening) {
    silences.addAll(Arrays.asList(happening));
    return this;
  }

  /**
   * Has so much time pass before each read, or what the reader has until the answer is to begin, if
   * that is less: then it is told so.
   *
   * @param nanoTime the clock of the test
   */
  MemoryResponse slowly(AtomicLong nanoTime, Duration time) {
    beforeRead =
        () -> {
          Optional<Duration> limit = beginsWithin.filter(less -> less.compareTo(time) < 0);
          nanoTime.addAndGet(limit.orElse(time).toNanos());
          if (limit.isPresent()) {
            throw new UpstreamTimeoutException(Phase.FIRST_BYTE, limit.get());
          }
        };
    return this;
  }

  /** Ends with a broken connection rather than in good order. */
  MemoryResponse thenBreak() {
    breaksOff = true;
    return this;
  }

  boolean closed() {
    return closed;
  }

  Optional<Duration> boundedEnd() {
    return endsWithin;
  }

  @Override
  public int status() {
    return 200;
  }

  @Override
  public List<Header> headers() {
    return contentType.map(type -> List.of(new Header("Content-Type", type))).orElse(List.of());
  }

  @Override
  public Optional<String> header(String name) {
    return name.equalsIgnoreCase("content-type") ? contentType : Optional.empty();
  }

  @Override
  public long contentLength() {
    return -1;
  }

  @Override
  public InputStream body() {
    return new Body();
  }

  @Override
  public byte[] readAll(int maxBytes, Runnable begun) {
    byte[] first = new byte[1];
    InputStream body = body();
    try {
      if (body.read(first, 0, 1) < 0) {
        return new byte[0];
      }
      begun.run();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(first);
      body.transferTo(all);
      return all.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void endWithin(Duration limit) {
    endsWithin = Optional.of(limit);
  }

  @Override
  public void beginWithin(Duration limit) {
    beginsWithin = Optional.of(limit);
  }

  @Override
  public void begun() {
    beginsWithin = Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Body extends InputStream {
    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      Runnable happening = silences.pollFirst();
      if (happening != null) {
        happening.run();
      }
      beforeRead.run();
      byte[] next = pieces.pollFirst();
      if (next == null) {
        if (breaksOff) {
          throw new GatewayException(ErrorCode.PROVIDER_INTERRUPTED, "The connection broke.");
        }
        return -1;
      }
      int count = Math.min(length, next.length);
      System.arraycopy(next, 0, target, offset, count);
      if (count < next.length) {
        pieces.addFirst(Arrays.copyOfRange(next, count, next.length));
      }
      return count;
    }
  }
}
