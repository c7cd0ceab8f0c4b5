package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PacedStreamTest {
  private Instant now = Instant.EPOCH;

  /** A body of which a part comes every so often. */
  private final class Slow extends InputStream {
    private final int part;
    private final Duration each;
    private int left;

    Slow(int parts, int part, Duration each) {
      this.left = parts;
      this.part = part;
      this.each = each;
    }

    @Override
    public int read() {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      now = now.plus(each);
      return left-- > 0 ? Math.min(length, part) : -1;
    }
  }

  /** Returns the stream over a body, with the clock that the body moves. */
  private PacedStream paced(InputStream body) {
    return new PacedStream(
        body,
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        });
  }

  @Test
  void aBodyThatComesInDropsIsEnded() {
    PacedStream body = paced(new Slow(1_000_000, 1, Duration.ofSeconds(5)));

    GatewayException error = catchThrowableOfType(GatewayException.class, body::readAllBytes);

    assertThat(error.code()).isEqualTo(ErrorCode.REQUEST_TIMEOUT);
    assertThat(now).isEqualTo(Instant.ofEpochSecond(35));
  }

  @Test
  void itIsEndedToTheByteAsWell() {
    PacedStream body = paced(new Slow(1_000_000, 1, Duration.ofSeconds(31)));

    assertThat(catchThrowableOfType(GatewayException.class, body::read).code())
        .isEqualTo(ErrorCode.REQUEST_TIMEOUT);
  }

  @Test
  void aBodyThatComesSlowlyButSteadilyIsReadWhole() throws IOException {
    int parts = 1200;
    PacedStream body = paced(new Slow(parts, 8 * 1024, Duration.ofMillis(500)));

    assertThat(body.readAllBytes()).hasSize(parts * 8 * 1024);
  }

  @Test
  void whatIsCompleteIsNotEndedForItsEnd() throws IOException {
    PacedStream body = paced(new Slow(1, 10, Duration.ofSeconds(29)));

    assertThat(body.readAllBytes()).hasSize(10);
  }
}
