package io.routerly.embeddings;

import io.routerly.routing.Embedder;
import java.lang.management.ManagementFactory;
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
    long[] times = new long[1000];
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      embedder.embed(text);
      times[i] = System.nanoTime() - start;
    }
    cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
    Arrays.sort(times);
    System.out.printf(
        "%d characters: median %.2f ms, 90 %% within %.2f ms, 99 %% within %.2f ms;"
            + " processor time %.2f ms%n",
        text.length(), times[500] / 1e6, times[900] / 1e6, times[990] / 1e6, cpu / 1e6 / 1000);
  }
}
