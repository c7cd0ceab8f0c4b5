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
 * <p>Usage: {@code java UsageHistory RECORDS FILE [MONTHS [TOKENS]]}. The records are spread evenly over the
 * calendar months up to now; those of past months go to archives in the folder {@code archive}
 * beside the file. They are of four projects with a token each, or with so many tokens in all, and
 * of five models; one in thirty did not succeed. The same arguments give the same figures, apart from the timestamps.
 */
public final class UsageHistory {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String[] PROJECTS = {"bench", "alpha", "beta", "gamma"};
  private static final String[] MODELS = {"buffered", "stream", "small", "large", "other"};
  private static final String[] FAILED = {"error", "timeout", "aborted"};
  private static final String PRICES =
      "{\"inputPrice\":0.00015,\"cachePrice\":0.000075,\"cacheWritePrice\":0.00015,"
          + "\"cacheWriteOneHourPrice\":0.00015,\"outputPrice\":0.0006}";

  private final Random random = new Random(42);
  private final int tokens;

  private UsageHistory(int tokens) {
    this.tokens = tokens;
  }

  public static void main(String[] args) throws IOException {
    int months = args.length > 2 ? Integer.parseInt(args[2]) : 1;
    int tokens = args.length > 3 ? Integer.parseInt(args[3]) : PROJECTS.length;
    new UsageHistory(tokens).write(Integer.parseInt(args[0]), Path.of(args[1]), months);
  }

  private void write(int records, Path file, int months) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Instant present = startOfMonth(now);
    Instant from =
        present.atZone(ZoneOffset.UTC).minusMonths(months - 1L).toInstant();
    double stepMillis = ChronoUnit.MILLIS.between(from, now) / (double) Math.max(1, records);
    int at = 0;
    for (Instant month = from; !month.isAfter(present); month = next(month)) {
      Instant end = month.equals(present) ? now : next(month);
      int until =
          month.equals(present)
              ? records
              : (int) Math.ceil(ChronoUnit.MILLIS.between(from, end) / stepMillis);
      write(from, stepMillis, at, until, month.equals(present) ? file : archive(file, month));
      at = until;
    }
  }

  private static Instant next(Instant month) {
    return month.atZone(ZoneOffset.UTC).plusMonths(1).toInstant();
  }

  private static Path archive(Path file, Instant month) throws IOException {
    Path folder = Files.createDirectories(file.resolveSibling("archive"));
    return folder.resolve("usage-" + month.toString().substring(0, 7) + ".json");
  }

  private void write(Instant from, double stepMillis, int first, int until, Path file)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("[\n");
      for (int i = first; i < until; i++) {
        out.write(record(from.plusMillis((long) (i * stepMillis))));
        out.write(i < until - 1 ? ",\n" : "\n");
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
    int duration = 300 + random.nextInt(9_000);
    int token = random.nextInt(tokens);
    String project = PROJECTS[token % PROJECTS.length];
    String tokenName = token < PROJECTS.length ? project : project + token;
    String model = "bench-" + MODELS[random.nextInt(MODELS.length)];
    boolean failed = random.nextInt(30) == 0;
    return "{\"id\":\"use_"
        + time(at)
        + id(8)
        + "\",\"timestamp\":\""
        + at
        + "\",\"projectId\":\""
        + padded("proj_" + project)
        + "\",\"projectSlug\":\""
        + project
        + "\",\"tokenId\":\""
        + padded("tok_" + tokenName)
        + "\",\"modelId\":\""
        + model
        + "\",\"provider\":\"custom\",\"requestedModel\":\""
        + model
        + "\",\"attempt\":1,\"calls\":1,\"callType\":\"chat\",\"stream\":"
        + random.nextBoolean()
        + ",\"inputTokens\":"
        + input
        + ",\"outputTokens\":"
        + output
        + ",\"cacheTokens\":"
        + cached
        + ",\"cacheWriteTokens\":0,\"reasoningTokens\":0,\"totalTokens\":"
        + (input + output)
        + ",\"estimated\":false,\"unpriced\":false,\"cost\":"
        + usd(nanoInput + nanoCache + nanoOutput)
        + ",\"costInput\":"
        + usd(nanoInput)
        + ",\"costCache\":"
        + usd(nanoCache)
        + ",\"costCacheWrite\":0,\"costOutput\":"
        + usd(nanoOutput)
        + ",\"prices\":"
        + PRICES
        + ",\"durationMs\":"
        + duration
        + ",\"ttftMs\":"
        + duration / 3
        + ",\"status\":\""
        + (failed ? FAILED[random.nextInt(FAILED.length)] : "success")
        + "\",\"traceId\":\"trc_"
        + id(16)
        + "\"}";
  }

  /** Ids of projects and tokens have sixteen characters after their prefix. */
  private static String padded(String id) {
    return id + "0".repeat(id.indexOf('_') + 1 + 16 - id.length());
  }

  /** The first half of a record's id is its time. */
  private static String time(Instant at) {
    StringBuilder digits = new StringBuilder(8);
    long left = at.toEpochMilli();
    for (int i = 0; i < 8; i++) {
      digits.append(ALPHABET.charAt((int) (left % 62)));
      left /= 62;
    }
    return digits.reverse().toString();
  }

  private String id(int length) {
    StringBuilder id = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  private static String usd(long nanos) {
    String digits = String.valueOf(nanos % 1_000_000_000 + 1_000_000_000);
    return nanos / 1_000_000_000 + "." + digits.substring(1);
  }
}
