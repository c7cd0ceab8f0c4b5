package io.routerly.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.error.ErrorCode;
import io.routerly.error.GatewayException;
import io.routerly.health.Ending;
import io.routerly.provider.ProviderRefusal;
import io.routerly.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table "Which failures move on" of the documentation says what the code does. */
class FailureTableTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "concepts", "routing.md");
  private static final Pattern STATUS = Pattern.compile("\\b[45]\\d\\d\\b");

  /** What stands in the first column for failures that have no status of their own. */
  private static final Map<String, List<GatewayException>> OTHERS =
      Map.of(
          "the prompt is longer",
          List.of(refusal(400, "prompt is too long: 9000 tokens > 8000 maximum")),
          "connection refused or broken",
          List.of(failure(ErrorCode.PROVIDER_UNREACHABLE), failure(ErrorCode.PROVIDER_INTERRUPTED)),
          "any other status, a redirect, nonsense",
          List.of(
              refusal(404, ""),
              refusal(409, ""),
              refusal(410, ""),
              failure(ErrorCode.PROVIDER_ERROR),
              failure(ErrorCode.PROVIDER_BAD_RESPONSE)),
          "a time-out of the provider",
          List.of(failure(ErrorCode.PROVIDER_TIMEOUT)),
          "the model cannot be asked this",
          List.of(failure(ErrorCode.FIELDS_NOT_SUPPORTED), failure(ErrorCode.MEDIA_UNAVAILABLE)),
          "the client left",
          List.of(failure(ErrorCode.CLIENT_GONE)),
          "a fault of the gateway",
          List.of(failure(ErrorCode.INTERNAL_ERROR)));

  private record Row(String failure, String then, String counts) {
    List<GatewayException> failures() {
      Stream<Integer> named = STATUS.matcher(failure).results().map(found -> parse(found.group()));
      Stream<Integer> all =
          failure.contains("5xx") ? IntStream.range(500, 600).boxed() : Stream.<Integer>of();
      List<GatewayException> failures =
          new ArrayList<>(Stream.concat(named, all).map(status -> refusal(status, "")).toList());
      OTHERS.forEach(
          (words, others) -> {
            if (failure.contains(words)) {
              failures.addAll(others);
            }
          });
      return failures;
    }

    FailureKind.Next next() {
      if (then.startsWith("the call ends")) {
        return FailureKind.Next.NONE;
      }
      return then.contains("larger window") ? FailureKind.Next.LARGER_WINDOW : FailureKind.Next.ANY;
    }

    Set<Ending> endings() {
      if (counts.startsWith("a failure")) {
        return Set.of(Ending.FAILURE, Ending.KEY_REFUSED);
      }
      return counts.equals("a cooldown")
          ? Set.of(Ending.RATE_LIMITED)
          : Set.of(Ending.REQUEST_REFUSED, Ending.NOTHING);
    }
  }

  private static int parse(String number) {
    return Integer.parseInt(number);
  }

  private static GatewayException refusal(int status, String message) {
    return new ProviderRefusal(WireFormat.OPENAI_CHAT, status, message, List.of(), new byte[0]);
  }

  private static GatewayException failure(ErrorCode code) {
    return new GatewayException(code, "It failed.");
  }

  private static List<Row> rows() throws IOException {
    String text = Files.readString(DOCUMENT, UTF_8);
    return text.substring(text.indexOf("### Which failures move on"))
        .lines()
        .dropWhile(line -> !line.startsWith("|---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
        .map(cells -> new Row(cells.get(1), cells.get(2), cells.get(3)))
        .toList();
  }

  @Test
  void everyRowSaysWhatTheFailureDoes() throws IOException {
    assertThat(rows())
        .hasSizeGreaterThan(7)
        .allSatisfy(
            row -> {
              assertThat(row.failures()).isNotEmpty();
              assertThat(row.failures())
                  .allSatisfy(
                      failure -> {
                        FailureKind kind = FailureKind.of(failure);
                        assertThat(kind.next()).isEqualTo(row.next());
                        assertThat(row.endings()).contains(kind.ending());
                        assertThat(kind.isPassing()).isEqualTo(row.then().contains("once more"));
                      });
            });
  }

  @Test
  void everyKindOfFailureHasARow() throws IOException {
    Set<FailureKind> told = EnumSet.noneOf(FailureKind.class);
    for (Row row : rows()) {
      row.failures().forEach(failure -> told.add(FailureKind.of(failure)));
    }
    assertThat(told).containsExactlyInAnyOrder(FailureKind.values());
  }
}
