package io.routerly.api.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacedStreamTest {
  private long now = Long.MAX_VALUE - 1;

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
      now += each.toNanos();
      return left-- > 0 ? Math.min(length, part) : -1;
    }
  }

  /** Returns the stream over a body, with the time that the body lets pass. */
  private PacedStream paced(InputStream body) {
    return new PacedStream(body, () -> now);
  }

  @Test
  void aBodyThatComesInDropsIsEnded() {
    PacedStream body = paced(new Slow(1_000_000, 1, Duration.ofSeconds(5)));

    GatewayException error = catchThrowableOfType(GatewayException.class, body::readAllBytes);

    assertThat(error.code()).isEqualTo(ErrorCode.REQUEST_TIMEOUT);
    assertThat(now).isEqualTo(Long.MAX_VALUE - 1 + Duration.ofSeconds(35).toNanos());
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
