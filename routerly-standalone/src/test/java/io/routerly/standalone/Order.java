package io.routerly.standalone;

import io.routerly.testkit.http.Cut;
import io.routerly.testkit.http.RecordedRequest;
import io.routerly.testkit.script.Script;
import io.routerly.testkit.script.TokenCounts;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a customer of the {@link Shop} wants: it says in its words which tokens the provider is to
 * report, and how it is to fail.
 *
 * @param ending {@code fail}: at OpenAI, so that another model serves; {@code refuse}; {@code cut}:
 *     in mid-stream; else {@code ok}
 */
record Order(
    int input, int read, int written, int longWritten, int output, int reasoning, String ending) {
  private static final Pattern WORDS =
      Pattern.compile("order (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\w+)");

  private static final String[] ENDINGS = {"fail", "refuse", "cut"};

  static Order random(Random random) {
    int input = 10 + random.nextInt(4000);
    int output = 1 + random.nextInt(900);
    int end = random.nextInt(20);
    return new Order(
        input,
        random.nextInt(input / 3 + 1),
        random.nextInt(input / 4 + 1),
        random.nextInt(input / 5 + 1),
        output,
        random.nextInt(output),
        end < ENDINGS.length ? ENDINGS[end] : "ok");
  }

  String words() {
    return "order %d %d %d %d %d %d %s"
        .formatted(input, read, written, longWritten, output, reasoning, ending);
  }

  /** Returns what a provider makes of a request that has the words in it. */
  static Script script(RecordedRequest request, boolean tellsWrites) {
    Matcher matcher = WORDS.matcher(request.bodyText());
    if (!matcher.find()) {
      throw new IllegalStateException("no order in " + request.bodyText());
    }
    Order order =
        new Order(
            number(matcher, 1),
            number(matcher, 2),
            number(matcher, 3),
            number(matcher, 4),
            number(matcher, 5),
            number(matcher, 6),
            matcher.group(7));
    boolean stream = request.bodyText().contains("\"stream\":true");
    Script answer = Script.answer().counting(order.tokens(tellsWrites));
    return switch (order.ending) {
      case "fail" -> tellsWrites ? answer : Script.error(500);
      case "refuse" -> Script.error(400);
      case "cut" -> stream ? answer.cutAfterEvents(3, Cut.RESET) : Script.error(422);
      default -> answer;
    };
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  /** Returns what the provider reports; not every API tells cache writes. */
  TokenCounts tokens(boolean tellsWrites) {
    TokenCounts tokens =
        TokenCounts.of(input, output)
            .withCacheRead(read)
            .withReasoning(tellsWrites ? 0 : reasoning);
    return tellsWrites ? tokens.withCacheWrites(written, longWritten) : tokens;
  }
}
