import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long a service takes until it is ready, and the memory it then holds.
 *
 * <p>Usage: {@code java StartUp RUNS LIMIT_S LOG_FILE READY_URL COMMAND...}. The command must
 * replace itself with the service or be it, since its process is the one that is weighed and ended.
 * Prints one line per run: milliseconds from the start of the process to the first status 200,
 * resident KiB at that moment, resident KiB two seconds later, and the milliseconds of processor
 * time that it took to be ready, which other work on the machine disturbs less.
 */
public final class StartUp {
  private static final long POLL_MILLIS = 2;
  private static final long SETTLE_MILLIS = 2_000;

  private StartUp() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int runs = Integer.parseInt(args[0]);
    long limitNanos = TimeUnit.SECONDS.toNanos(Long.parseLong(args[1]));
    HttpURLConnection.setFollowRedirects(false);
    isReady(
        URI.create(args[3])); // loads what polling needs, so that the first run is like the rest
    for (int i = 0; i < runs; i++) {
      ProcessBuilder command = new ProcessBuilder(List.of(args).subList(4, args.length));
      command.redirectErrorStream(true);
      command.redirectOutput(ProcessBuilder.Redirect.appendTo(Path.of(args[2]).toFile()));
      measure(command, URI.create(args[3]), limitNanos);
    }
  }

  private static void measure(ProcessBuilder command, URI ready, long limitNanos)
      throws IOException, InterruptedException {
    long startedAt = System.nanoTime();
    Process service = command.start();
    Thread end = new Thread(service::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    try {
      while (!isReady(ready)) {
        if (!service.isAlive() || System.nanoTime() - startedAt > limitNanos) {
          throw new IOException("the service did not become ready; see its log");
        }
        Thread.sleep(POLL_MILLIS);
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
      long processorMillis = service.info().totalCpuDuration().map(Duration::toMillis).orElse(-1L);
      long residentKib = residentKib(service.pid());
      Thread.sleep(SETTLE_MILLIS);
      System.out.printf(
          "%d %d %d %d%n", millis, residentKib, residentKib(service.pid()), processorMillis);
    } finally {
      service.destroy();
      service.waitFor();
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  private static boolean isReady(URI uri) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(1_000);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  private static long residentKib(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("the service ended");
  }
}
