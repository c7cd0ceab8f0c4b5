package io.routerly.embeddings;

import io.routerly.routing.Embedder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long an embedding takes; prints, and asserts nothing. */
@Tag("bench")
class EmbeddingBench {
  private static final String SHORT = "Why does my code throw a NullPointerException?";
  private static final String PARAGRAPH =
      "Our customers report that the nightly export of invoices takes much longer than it did in"
          + " spring, and that some of the files arrive twice. I have looked at the logs of the"
          + " scheduler and found nothing that explains it. ";

  public static void main(String[] args) {
    new EmbeddingBench().tellsHowLongTextsTake();
  }

  @Test
  void tellsHowLongTextsTake() {
    long start = System.nanoTime();
    Embedder embedder = new MiniLmEmbedder();
    System.out.printf("loading: %d ms%n", (System.nanoTime() - start) / 1_000_000);
    for (String text : List.of(SHORT, PARAGRAPH.repeat(5).substring(0, 1000))) {
      measure(embedder, text);
    }
  }

  private static void measure(Embedder embedder, String text) {
    for (int i = 0; i < 200; i++) {
      embedder.embed(text);
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] times = new long[1000];
    long[] worked = new long[1000];
    for (int i = 0; i < times.length; i++) {
      long workedBefore = threads.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      embedder.embed(text);
      times[i] = System.nanoTime() - start;
      worked[i] = threads.getCurrentThreadCpuTime() - workedBefore;
    }
    System.out.printf(
        "%d characters: %s; processor time %s%n", text.length(), told(times), told(worked));
  }

  private static String told(long[] times) {
    Arrays.sort(times);
    return "median %.2f ms, 95 %% within %.2f ms".formatted(times[500] / 1e6, times[950] / 1e6);
  }
}
