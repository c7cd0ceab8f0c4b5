package io.routerly.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.domain.PriceCard;
import io.routerly.domain.UsageRecord;
import io.routerly.json.JsonCursor;
import io.routerly.json.JsonSyntaxException;
import io.routerly.store.HourlyUsage;
import io.routerly.store.Records;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever a record holds, it is one line of valid JSON and comes back as it was. */
final class RecordCodecTest {
  @Example
  void aNumberOfThousandsOfDigitsHidesOnlyItsRecord() {
    byte[] text =
        ("{\"id\":\"use_1\",\"timestamp\":\"2026-03-01T12:00:00Z\",\"projectId\":\"proj_a\","
                + "\"modelId\":\"m\",\"cost\":"
                + "1".repeat(2_000)
                + "}")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(RecordDecoder.decode(text, 0, text.length)).isEmpty();
  }

  @Property(tries = 500)
  void aRecordComesBackAsItWas(@ForAll("records") UsageRecord record) {
    byte[] text = encode(record);

    assertThat(RecordDecoder.decode(text, 0, text.length)).contains(record);
  }

  @Property(tries = 500)
  void aRecordIsOneLineOfValidJson(@ForAll("records") UsageRecord record) {
    byte[] text = encode(record);
    byte[] padded = Arrays.copyOf(text, text.length + 16);

    assertThat(RecordSyntax.end(padded, 0)).isEqualTo(text.length);
    assertThat(new String(text, StandardCharsets.UTF_8)).doesNotContain("\n");
    assertThat(RecordTime.second(text, 0, text.length))
        .isEqualTo(record.timestamp().getEpochSecond());
  }

  @Property(tries = 500)
  void whatIsSummedUpOfAUsualRecordIsWhatTheWholeRecordSays(
      @ForAll("records") UsageRecord record,
      @ForAll @IntRange(max = 700) int position,
      @ForAll byte put) {
    byte[] text = encode(record);
    assertReadAlike(text);
    text[position % text.length] = put;
    if (RecordSyntax.end(Arrays.copyOf(text, text.length + 16), 0) == text.length) {
      assertReadAlike(text);
    }
  }

  private static void assertReadAlike(byte[] text) {
    Optional<UsualRecord> usual = UsualRecord.read(text, 0, text.length);
    Optional<UsageRecord> whole = RecordDecoder.decode(text, 0, text.length);
    if (usual.isPresent() && whole.isPresent()) {
      assertThat(usual.get().key()).isEqualTo(HourlyUsage.Key.of(whole.get()));
      assertThat(usual.get().sum()).isEqualTo(HourlyUsage.Sum.NOTHING.plus(whole.get()));
    }
  }

  @Example
  void recordsAsTheyUsuallyAreAreTakenForUsual() {
    for (CallStatus status : CallStatus.values()) {
      byte[] text = encode(Records.record("use_1", Records.NOW, "proj_a", "m", status));
      assertThat(UsualRecord.read(text, 0, text.length)).isPresent();
      byte[] older =
          new String(text, StandardCharsets.UTF_8)
              .replace(",\"calls\":1", "")
              .getBytes(StandardCharsets.UTF_8);
      assertThat(UsualRecord.read(older, 0, older.length)).isPresent();
      assertReadAlike(older);
    }
  }

  /** Two checkers written apart from each other have to agree on every text. */
  @Property(tries = 2000)
  void theFastCheckAgreesWithTheThoroughOne(
      @ForAll("records") UsageRecord record,
      @ForAll @IntRange(max = 700) int position,
      @ForAll byte put) {
    byte[] text = encode(record);
    text[position % text.length] = put;
    byte[] padded = Arrays.copyOf(text, text.length + 16);

    boolean oneLine = put != '\n' && put != '\r';
    assertThat(RecordSyntax.end(padded, 0) == text.length)
        .as(new String(text, StandardCharsets.ISO_8859_1))
        .isEqualTo(oneLine && isJsonObject(text));
  }

  private static boolean isJsonObject(byte[] text) {
    try {
      JsonCursor cursor = new JsonCursor(text);
      if (text[0] != '{') {
        return false;
      }
      cursor.skip();
      cursor.end();
      return true;
    } catch (JsonSyntaxException e) {
      return false;
    }
  }

  private static byte[] encode(UsageRecord record) {
    JsonBytes out = new JsonBytes(16);
    RecordEncoder.encode(record, out);
    return Arrays.copyOf(out.bytes(), out.length());
  }

  @Provide
  Arbitrary<UsageRecord> records() {
    Arbitrary<String> texts = texts();
    Arbitrary<Long> counts = Arbitraries.longs().between(0, Long.MAX_VALUE / 4);
    Arbitrary<UsageRecord.Tokens> tokens =
        Combinators.combine(counts, counts, counts, counts, counts).as(UsageRecord.Tokens::new);
    Arbitrary<Instant> times =
        Combinators.combine(
                Arbitraries.longs().between(0, 4_102_444_800L),
                Arbitraries.of(0, 1, 123_000_000, 999_999_999))
            .as(Instant::ofEpochSecond);
    return Combinators.combine(
            texts,
            times,
            tokens,
            costs().optional(),
            Arbitraries.of(CallStatus.values()),
            Arbitraries.of(CallType.values()),
            counts.optional(),
            Combinators.combine(texts, texts).as(UsageRecord.Failure::new).optional())
        .as(RecordCodecTest::record);
  }

  private static UsageRecord record(
      String text,
      Instant time,
      UsageRecord.Tokens tokens,
      Optional<UsageRecord.Cost> cost,
      CallStatus status,
      CallType type,
      Optional<Long> ttft,
      Optional<UsageRecord.Failure> error) {
    return new UsageRecord(
        text,
        time,
        text,
        text,
        text,
        text,
        text,
        text,
        3,
        status == CallStatus.SUCCESS ? 1 : 0,
        status == CallStatus.BUDGET_EXCEEDED ? 17 : 1,
        type,
        ttft.isPresent(),
        tokens,
        false,
        cost,
        tokens.input(),
        ttft,
        status,
        error,
        text);
  }

  private static Arbitrary<UsageRecord.Cost> costs() {
    Arbitrary<BigDecimal> amounts =
        Arbitraries.bigDecimals()
            .between(BigDecimal.ZERO, new BigDecimal("1e12"))
            .ofScale(20)
            .map(amount -> amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros())
            .map(amount -> new BigDecimal(amount.toPlainString()));
    Arbitrary<Money> money = amounts.map(Money::new);
    Arbitrary<PriceCard> prices =
        Combinators.combine(amounts, amounts, amounts, amounts, amounts).as(PriceCard::new);
    return Combinators.combine(money, money, money, money, prices).as(UsageRecord.Cost::new);
  }

  /** All of Unicode but halves of surrogate pairs, which UTF-8 cannot hold. */
  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(20),
        Arbitraries.strings()
            .ofMaxLength(20)
            .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)),
        Arbitraries.of("\"", "\\", "\u0000", "\u001f", "\u007f", "😀", "\u2028", "\uFEFF"));
  }
}
