import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/**
 * Writes a ledger of past calls, as the service itself would have left it.
 *
 * <p>Usage: {@code java UsageHistory RECORDS FILE}. The records are spread evenly over the calendar
 * month up to now, so that all of them belong to the live file and to the windows of a monthly
 * budget. The same arguments give the same figures, apart from the timestamps.
 */
public final class UsageHistory {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final Random random = new Random(42);

  public static void main(String[] args) throws IOException {
    new UsageHistory().write(Integer.parseInt(args[0]), Path.of(args[1]));
  }

  private void write(int records, Path file) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Instant from = startOfMonth(now);
    long stepMicros = ChronoUnit.MICROS.between(from, now) / Math.max(1, records);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("[\n");
      for (int i = 0; i < records; i++) {
        Instant at = from.plus(i * stepMicros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS);
        out.write(record(at));
        out.write(i < records - 1 ? ",\n" : "\n");
      }
      out.write("]\n");
    }
  }

  /** In the first hour of a month the records reach back into the month before. */
  private static Instant startOfMonth(Instant now) {
    Instant month =
        now.atZone(ZoneOffset.UTC).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS).toInstant();
    Instant hourAgo = now.minus(1, ChronoUnit.HOURS);
    return month.isBefore(hourAgo) ? month : hourAgo;
  }

  private String record(Instant at) {
    int input = 100 + random.nextInt(2_000);
    int output = 20 + random.nextInt(800);
    int cached = random.nextInt(4) == 0 ? input / 2 : 0;
    long nanoInput = (input - cached) * 150L;
    long nanoCache = cached * 75L;
    long nanoOutput = output * 600L;
    boolean stream = random.nextBoolean();
    int duration = 300 + random.nextInt(9_000);
    return "{\"id\":\"use_"
        + id()
        + "\",\"timestamp\":\""
        + at
        + "\",\"projectId\":\"proj_bench00000000000\",\"projectSlug\":\"bench\""
        + ",\"tokenId\":\"tok_bench000000000000\",\"modelId\":\"bench-buffered\""
        + ",\"requestedModel\":\"bench-buffered\",\"provider\":\"custom\",\"attempt\":1"
        + ",\"callType\":\"chat\",\"stream\":"
        + stream
        + ",\"estimated\":false,\"unpriced\":false,\"inputTokens\":"
        + input
        + ",\"outputTokens\":"
        + output
        + ",\"cacheTokens\":"
        + cached
        + ",\"cacheWriteTokens\":0,\"reasoningTokens\":0,\"totalTokens\":"
        + (input + output)
        + ",\"cost\":"
        + usd(nanoInput + nanoCache + nanoOutput)
        + ",\"costInput\":"
        + usd(nanoInput)
        + ",\"costCache\":"
        + usd(nanoCache)
        + ",\"costCacheWrite\":0,\"costOutput\":"
        + usd(nanoOutput)
        + ",\"durationMs\":"
        + duration
        + ",\"ttftMs\":"
        + duration / 3
        + ",\"status\":\"success\",\"traceId\":\"trc_"
        + id()
        + "\"}";
  }

  private String id() {
    StringBuilder id = new StringBuilder(16);
    for (int i = 0; i < 16; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  private static String usd(long nanos) {
    return nanos / 1_000_000_000 + "." + String.format("%09d", nanos % 1_000_000_000);
  }
}
