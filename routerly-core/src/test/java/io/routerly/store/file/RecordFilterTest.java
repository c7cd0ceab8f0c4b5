package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallStatus;
import io.routerly.store.Records;
import io.routerly.store.UsageFilter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which records match, by the bytes that they are written in. */
final class RecordFilterTest {
  private static final Instant TIME = Instant.parse("2026-11-02T10:30:15.250Z");

  @Test
  void timesAreComparedToTheMillisecond() {
    byte[] record = record();

    assertThat(matches(record, TIME, TIME.plusMillis(1))).isTrue();
    assertThat(matches(record, TIME.plusMillis(1), TIME.plusMillis(2))).isFalse();
    assertThat(matches(record, TIME.minusMillis(1), TIME)).isFalse();
    assertThat(matches(record, TIME.plusSeconds(1), TIME.plusSeconds(2))).isFalse();
    assertThat(matches(record, TIME.minusSeconds(2), TIME.minusSeconds(1))).isFalse();
  }

  @Test
  void aTimestampThatSomeoneElseWroteInAnotherZoneCountsAsWhatItMeans() {
    byte[] record =
        new String(record(), StandardCharsets.UTF_8)
            .replace("2026-11-02T10:30:15.250Z", "2026-11-02T12:30:15.250+02:00")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(matches(record, TIME, TIME.plusMillis(1))).isTrue();
    assertThat(matches(record, TIME.plusSeconds(7200), TIME.plusSeconds(7201))).isFalse();
  }

  @Test
  void fieldsAreFoundInWhateverWayTheyAreWritten() {
    byte[] record =
        new String(record(), StandardCharsets.UTF_8)
            .replace("\"modelId\":\"gpt", "\"model\\u0049d\" : \"\\u0067pt")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(matches(record, ofModel("gpt-5-mini"))).isTrue();
    assertThat(matches(record, ofModel("gpt-5"))).isFalse();
    assertThat(matches(record(), ofModel("gpt-5"))).isFalse();
  }

  private static byte[] record() {
    JsonBytes text = new JsonBytes(1024);
    RecordEncoder.encode(
        Records.record("use_1", TIME, "proj_a", "gpt-5-mini", CallStatus.SUCCESS), text);
    return text.toArray();
  }

  private static boolean matches(byte[] record, Instant from, Instant to) {
    return matches(record, UsageFilter.ALL.between(from, to));
  }

  private static boolean matches(byte[] record, UsageFilter filter) {
    return new RecordFilter(filter).match(record, 0, record.length).isPresent();
  }

  private static UsageFilter ofModel(String id) {
    return new UsageFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(id),
        Optional.empty(),
        Optional.empty());
  }
}
