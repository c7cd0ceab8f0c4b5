package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.TokenUsage;
import io.routerly.domain.UsageRecord;
import io.routerly.json.JsonCursor;
import io.routerly.wire.UsageCounter.InputCount;
import org.junit.jupiter.api.Test;

class UsageCounterTest {
  private final UsageCounter counter = new UsageCounter(InputCount.WITHOUT_CACHE);

  @Test
  void boundsFiguresThatCannotBeAndSaysSo() {
    read(
        "{\"input_tokens\":9223372036854775807,\"cache_read_input_tokens\":9223372036854775807,"
            + "\"output_tokens\":-5}");

    TokenUsage usage = counter.usage().orElseThrow();
    assertThat(usage.inputTokens()).isEqualTo(2 * UsageCounter.LARGEST_FIGURE);
    assertThat(usage.outputTokens()).isZero();
    assertThat(counter.isInDoubt()).isTrue();
  }

  @Test
  void doesNotDoubtAnOrdinaryReport() {
    read("{\"input_tokens\":5,\"output_tokens\":0}");

    assertThat(counter.isInDoubt()).isFalse();
  }

  @Test
  void sumsUpToTheLargestNumberAtMost() {
    assertThat(new UsageRecord.Tokens(Long.MAX_VALUE, 5, 0, 0, 0).total())
        .isEqualTo(Long.MAX_VALUE);
  }

  private void read(String json) {
    counter.read(new JsonCursor(json.getBytes(UTF_8)));
  }
}
