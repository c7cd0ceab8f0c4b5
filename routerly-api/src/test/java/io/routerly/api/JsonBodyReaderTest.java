package io.routerly.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.api.http.JsonBody;
import io.routerly.api.http.JsonBodyReader;
import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JsonBodyReaderTest {
  private final SettableClock clock = new SettableClock();

  @Test
  void endsABodyThatComesInDropsForTooLong() {
    AtomicInteger drops = new AtomicInteger();
    GatewayException error =
        failureOf(
            new InputStream() {
              @Override
              public int read() {
                throw new AssertionError("not byte by byte");
              }

              @Override
              public int read(byte[] target, int offset, int length) {
                clock.advance(Duration.ofSeconds(1));
                target[offset] = ' ';
                return drops.incrementAndGet() > 1000 ? -1 : 1;
              }
            });

    assertThat(error.code()).isEqualTo(ErrorCode.REQUEST_TIMEOUT);
    assertThat(drops).hasValue(31);
  }

  @Test
  void tellsOfABodyThatDoesNotArrive() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close();

    assertThat(failureOf(closed).code()).isEqualTo(ErrorCode.REQUEST_TIMEOUT);
  }

  private GatewayException failureOf(InputStream body) {
    return catchThrowableOfType(
        GatewayException.class,
        () ->
            new JsonBodyReader(clock)
                .readFrom(
                    JsonBody.class,
                    JsonBody.class,
                    new Annotation[0],
                    MediaType.APPLICATION_JSON_TYPE,
                    new MultivaluedHashMap<>(),
                    body));
  }
}
