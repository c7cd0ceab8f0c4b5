package io.routerly.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Models;
import io.routerly.domain.UsageRecord;
import io.routerly.domain.UsageRecord.Tokens;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputSizesTest {
  private final OutputSizes sizes = new OutputSizes();

  private void answer(int times, long tokens) {
    for (int i = 0; i < times; i++) {
      sizes.ended(
          new AttemptEnd(Models.named("a"), "", Ending.SUCCESS, record(tokens), Optional.empty()));
    }
  }

  private static UsageRecord record(long output) {
    return new UsageRecord(
        "use_a",
        Instant.EPOCH,
        "proj_a",
        "a",
        "tok_a",
        "a",
        "fake",
        "auto",
        1,
        1,
        1,
        CallType.CHAT,
        false,
        new Tokens(1, output, 0, 0, 0),
        false,
        Optional.empty(),
        1,
        Optional.empty(),
        CallStatus.SUCCESS,
        Optional.empty(),
        "trc_a");
  }

  @Test
  void knowsNothingAtFirst() {
    assertThat(sizes.mean("a")).isEmpty();
    assertThat(sizes.percentile("a", 0.95)).isEmpty();
  }

  @Test
  void tellsTheMean() {
    answer(1, 100);
    answer(1, 300);

    assertThat(sizes.mean("a")).hasValue(200);
  }

  @Test
  void tellsTheSizeThatNinetyFiveOfAHundredDoNotExceed() {
    answer(95, 100);
    answer(5, 10_000);

    assertThat(sizes.percentile("a", 0.95).orElseThrow()).isBetween(100L, 119L);
    assertThat(sizes.percentile("a", 0.96).orElseThrow()).isBetween(10_000L, 11_900L);
  }

  @Test
  void neverTellsLessThanWhatWasSeen() {
    for (long tokens = 1; tokens < 3_000_000; tokens += 1 + tokens / 3) {
      OutputSizes fresh = new OutputSizes();
      fresh.ended(
          new AttemptEnd(Models.named("a"), "", Ending.SUCCESS, record(tokens), Optional.empty()));

      assertThat(fresh.percentile("a", 1).orElseThrow())
          .isBetween(tokens, (long) Math.ceil(tokens * 1.2));
    }
  }

  @Test
  void forgetsOldAnswersAsNewOnesCome() {
    answer(1000, 10_000);
    answer(9000, 100);

    assertThat(sizes.mean("a").orElseThrow()).isBetween(100L, 110L);
  }
}
