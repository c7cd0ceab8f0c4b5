import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a running service about its usage, and measures how long the answers take.
 *
 * <p>Usage: {@code java LedgerQueries ROOT EMAIL PASSWORD TIMES}. Prints a line for each question:
 * the milliseconds of the first answer, the median of the further ones, and the question.
 */
public final class LedgerQueries {
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"(use_[^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String root;
  private String session = "none";

  private LedgerQueries(String root) {
    this.root = root;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    LedgerQueries queries = new LedgerQueries(args[0]);
    queries.signIn(args[1], args[2]);
    int times = Integer.parseInt(args[3]);
    Instant year = Instant.now().minus(365, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    Instant month = Instant.now().minus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    for (String grouping : new String[] {"day", "model", "project", "status"}) {
      queries.time("summary?groupBy=" + grouping + "&from=" + year, times);
    }
    queries.time("summary?groupBy=hour&from=" + month, times);
    queries.time("?limit=100", times);
    queries.time("?limit=100&project=bench&model=bench-large&status=timeout&from=" + year, times);
    queries.time("?limit=100&offset=5000000", times);
    Matcher someId = ID.matcher(queries.get("?limit=1&offset=5000000"));
    if (someId.find()) {
      queries.time("/" + someId.group(1), times);
      queries.time("/" + someId.group(1).substring(0, 15) + "zzzzz", times);
    }
    queries.time("/use_unknown", times);
  }

  private void signIn(String email, String password) throws IOException, InterruptedException {
    String body = "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + "/api/auth/login"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    session = first(TOKEN, client.send(request, BodyHandlers.ofString()).body());
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("not in " + text);
    }
    return matcher.group(1);
  }

  private void time(String question, int times) throws IOException, InterruptedException {
    double[] millis = new double[times];
    double first = millisOf(question);
    for (int i = 0; i < times; i++) {
      millis[i] = millisOf(question);
    }
    Arrays.sort(millis);
    System.out.printf("%.1f %.1f %s%n", first, millis[times / 2], question);
  }

  private double millisOf(String question) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    String unused = get(question);
    return (System.nanoTime() - begun) / 1e6;
  }

  private String get(String question) throws IOException, InterruptedException {
    String path =
        question.startsWith("?") ? question : question.startsWith("/") ? question : "/" + question;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + "/api/usage" + path))
            .header("Authorization", "Bearer " + session)
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200 && answer.statusCode() != 404) {
      throw new IOException(question + " is " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }
}
