package io.routerly.store.file;

import io.routerly.domain.CallStatus;
import io.routerly.domain.CallType;
import io.routerly.domain.Money;
import io.routerly.domain.WireName;
import io.routerly.store.HourlyUsage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads of a record what is summed up, if it is laid out exactly as {@link RecordEncoder} does:
 * many times as fast as reading all of it, which a start without a checkpoint feels. Anything
 * unusual, an escaped character in a name included, is left to {@link RecordDecoder}. For one
 * thread.
 */
final class UsualRecord {
  private static final HourlyUsage.Key NO_KEY =
      new HourlyUsage.Key("", "", "", "", CallStatus.ERROR, CallType.CHAT);

  /** Records of older installations do not tell whether they count the call. */
  private static final long NOT_TOLD = -1;

  private final byte[] text;
  private final int to;
  private int at;

  private HourlyUsage.Key key = NO_KEY;
  private HourlyUsage.Sum sum = HourlyUsage.Sum.NOTHING;

  private UsualRecord(byte[] text, int from, int to) {
    this.text = text;
    this.at = from;
    this.to = to;
  }

  /**
   * Reads the record between two indexes, whose syntax was checked.
   *
   * @return empty if it is not laid out as usual
   */
  static Optional<UsualRecord> read(byte[] text, int from, int to) {
    UsualRecord record = new UsualRecord(text, from, to);
    try {
      record.read();
      return Optional.of(record);
    } catch (Unusual | IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  HourlyUsage.Key key() {
    return key;
  }

  HourlyUsage.Sum sum() {
    return sum;
  }

  private void read() throws Unusual {
    skipString("{\"id\":\"");
    skipString(",\"timestamp\":\"");
    String project = string(",\"projectId\":\"");
    skipString(",\"projectSlug\":\"");
    String token = string(",\"tokenId\":\"");
    String model = string(",\"modelId\":\"");
    String provider = string(",\"provider\":\"");
    skipString(",\"requestedModel\":\"");
    smallNumber(",\"attempt\":");
    long told = stands(",\"calls\":") ? smallNumber(",\"calls\":") : NOT_TOLD;
    long count = stands(",\"count\":") ? smallNumber(",\"count\":") : 1;
    CallType type = constant(CallType.values(), string(",\"callType\":\""));
    flag(",\"stream\":");
    long input = number(",\"inputTokens\":");
    long output = number(",\"outputTokens\":");
    long cached = number(",\"cacheTokens\":");
    number(",\"cacheWriteTokens\":");
    number(",\"reasoningTokens\":");
    number(",\"totalTokens\":");
    flag(",\"estimated\":");
    flag(",\"unpriced\":");
    boolean unpriced = stands(",\"cost\":null");
    Money cost = unpriced ? unpriced() : cost();
    number(",\"durationMs\":");
    if (stands(",\"ttftMs\":")) {
      number(",\"ttftMs\":");
    }
    CallStatus status = constant(CallStatus.values(), string(",\"status\":\""));
    if (!stands(",\"traceId\":\"") && !stands(",\"error\":{\"code\":\"")) {
      throw new Unusual();
    }
    key = new HourlyUsage.Key(project, token, model, provider, status, type);
    long calls = told != NOT_TOLD ? told : status == CallStatus.SUCCESS ? 1 : 0;
    long errors = status == CallStatus.SUCCESS ? 0 : count;
    long used = unpriced && (input > 0 || output > 0) ? 1 : 0;
    sum = new HourlyUsage.Sum(calls, errors, input, output, cached, cost, used);
  }

  private Money unpriced() throws Unusual {
    expect(",\"cost\":null");
    return Money.ZERO;
  }

  private Money cost() throws Unusual {
    decimal(",\"cost\":");
    Money input = new Money(decimal(",\"costInput\":"));
    Money cacheRead = new Money(decimal(",\"costCache\":"));
    Money cacheWrite = new Money(decimal(",\"costCacheWrite\":"));
    Money output = new Money(decimal(",\"costOutput\":"));
    skipDecimal(",\"prices\":{\"inputPrice\":");
    skipDecimal(",\"cachePrice\":");
    skipDecimal(",\"cacheWritePrice\":");
    skipDecimal(",\"cacheWriteOneHourPrice\":");
    skipDecimal(",\"outputPrice\":");
    expect("}");
    return input.plus(cacheRead).plus(cacheWrite).plus(output);
  }

  private boolean stands(String wanted) {
    if (to - at < wanted.length()) {
      return false;
    }
    for (int i = 0; i < wanted.length(); i++) {
      if (text[at + i] != wanted.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void expect(String wanted) throws Unusual {
    if (!stands(wanted)) {
      throw new Unusual();
    }
    at += wanted.length();
  }

  private void skipString(String before) throws Unusual {
    expect(before);
    while (at < to && text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    at++;
  }

  private String string(String before) throws Unusual {
    expect(before);
    int from = at;
    while (at < to && text[at] != '"') {
      if (text[at] == '\\') {
        throw new Unusual();
      }
      at++;
    }
    at++;
    return new String(text, from, at - 1 - from, StandardCharsets.UTF_8);
  }

  /** Reads a number that an {@code int} holds in any case. */
  private long smallNumber(String before) throws Unusual {
    long number = number(before);
    if (number > 999_999_999) {
      throw new Unusual();
    }
    return number;
  }

  /** Reads a number of at most 18 digits. */
  private long number(String before) throws Unusual {
    expect(before);
    int from = at;
    long number = 0;
    while (at < to && text[at] >= '0' && text[at] <= '9') {
      number = number * 10 + text[at] - '0';
      at++;
    }
    boolean ends = at < to && (text[at] == ',' || text[at] == '}');
    if (at == from || at - from > 18 || !ends) {
      throw new Unusual();
    }
    return number;
  }

  private BigDecimal decimal(String before) throws Unusual {
    int from = at + before.length();
    skipDecimal(before);
    char[] digits = new char[at - from];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (char) text[from + i];
    }
    return digits.length == 1 && digits[0] == '0' ? BigDecimal.ZERO : new BigDecimal(digits);
  }

  private void skipDecimal(String before) throws Unusual {
    expect(before);
    int from = at;
    while (at < to && (text[at] == '.' || (text[at] >= '0' && text[at] <= '9'))) {
      at++;
    }
    boolean ends = at < to && (text[at] == ',' || text[at] == '}');
    if (at == from || at - from > 40 || !ends) {
      throw new Unusual();
    }
  }

  private void flag(String before) throws Unusual {
    expect(before);
    expect(stands("true") ? "true" : "false");
  }

  private static <E extends Enum<E> & WireName> E constant(E[] values, String name) throws Unusual {
    for (E value : values) {
      if (value.wireName().equals(name)) {
        return value;
      }
    }
    throw new Unusual();
  }

  /** Ends the reading of a record that is laid out in another way; costs no stack trace. */
  private static final class Unusual extends Exception {
    private static final long serialVersionUID = 1L;

    Unusual() {
      super(null, null, false, false);
    }
  }
}
