package io.routerly.provider.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.upstream.CancelSignal;
import io.routerly.upstream.Header;
import io.routerly.upstream.UpstreamResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** An answer that comes from this process rather than from a connection. */
final class DemoResponse implements UpstreamResponse {
  private final String contentType;
  private final InputStream body;

  private DemoResponse(String contentType, InputStream body) {
    this.contentType = contentType;
    this.body = body;
  }

  static DemoResponse whole(String json) {
    return new DemoResponse("application/json", new ByteArrayInputStream(json.getBytes(UTF_8)));
  }

  static DemoResponse streamed(List<String> events, Pacing pacing, CancelSignal cancel) {
    return new DemoResponse(
        "text/event-stream; charset=utf-8", new PacedStream(events.iterator(), pacing, cancel));
  }

  @Override
  public int status() {
    return 200;
  }

  @Override
  public List<Header> headers() {
    return List.of(new Header("content-type", contentType));
  }

  @Override
  public Optional<String> header(String name) {
    return name.equalsIgnoreCase("content-type") ? Optional.of(contentType) : Optional.empty();
  }

  @Override
  public long contentLength() {
    return -1;
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public byte[] readAll(int maxBytes, Runnable begun) {
    begun.run();
    try {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}

  /** Gives out one event after the other, each after its pause. */
  private static final class PacedStream extends InputStream {
    private final Iterator<String> events;
    private final Pacing pacing;
    private final CancelSignal cancel;
    private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);

    PacedStream(Iterator<String> events, Pacing pacing, CancelSignal cancel) {
      this.events = events;
      this.pacing = pacing;
      this.cancel = cancel;
    }

    @Override
    public int read() {
      return advance() ? current.read() : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return advance() ? current.read(buffer, offset, length) : -1;
    }

    private boolean advance() {
      if (current.available() == 0 && events.hasNext()) {
        pacing.beforeNextWord(cancel);
        if (cancel.isCancelled()) {
          throw new GatewayException(ErrorCode.CLIENT_GONE, "The client left.");
        }
        current = new ByteArrayInputStream(events.next().getBytes(UTF_8));
      }
      return current.available() > 0;
    }
  }
}
