package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineFeedsTest {
  private static final int LENGTH = 200;

  /** Neighbours of a line feed, and bytes with the high bit, are what arithmetic may mistake. */
  private static final byte[] BYTES =
      "\n\u000b\t\u0000\u008a\u00ff ".getBytes(StandardCharsets.ISO_8859_1);

  private static byte[] text(int seed) {
    Random random = new Random(seed);
    byte[] text = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      boolean feed = random.nextInt(20) == 0;
      text[i] = BYTES[feed ? 0 : 1 + random.nextInt(BYTES.length - 1)];
    }
    return text;
  }

  @Test
  void findsWhatALookAtEachByteFinds() {
    for (int seed = 0; seed < 50; seed++) {
      byte[] text = text(seed);
      String all = new String(text, StandardCharsets.ISO_8859_1);
      for (int i = 0; i <= LENGTH; i++) {
        int next = all.indexOf('\n', i);
        assertThat(LineFeeds.from(text, LENGTH, i)).isEqualTo(next < 0 ? LENGTH : next);
        assertThat(LineFeeds.before(text, i)).isEqualTo(all.substring(0, i).lastIndexOf('\n'));
      }
    }
  }

  @Test
  void looksNoFurtherThanTheLengthThatIsTold() {
    byte[] text = "abc\n".repeat(20).getBytes(StandardCharsets.US_ASCII);

    assertThat(LineFeeds.from(text, 38, 36)).isEqualTo(38);
  }
}
